package io.gatesync.system;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts the stack that a test class asks for when a test first needs it; JUnit closes it at the end. */
final class RunningStackExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(RunningStackExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningStack.class;
    }

    @Override
    public RunningStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        Optional<OnOwnStack> own = AnnotationSupport.findAnnotation(testClass, OnOwnStack.class);
        // The store of the class closes with the class, that of the root with the last one.
        ExtensionContext owner = own.isPresent() ? ofClass(context) : context.getRoot();
        String name = own.isPresent() ? testClass.getSimpleName() : "shared";
        boolean twoOfEach = own.map(OnOwnStack::twoOfEach).orElse(false);
        int brokers = own.map(OnOwnStack::brokers).orElse(1);
        return owner.getStore(NAMESPACE)
                .computeIfAbsent(name, key -> RunningStack.start(name, twoOfEach, brokers), RunningStack.class);
    }

    private static ExtensionContext ofClass(ExtensionContext context) {
        return context.getTestMethod().isEmpty()
                ? context
                : ofClass(context.getParent().orElseThrow());
    }
}
