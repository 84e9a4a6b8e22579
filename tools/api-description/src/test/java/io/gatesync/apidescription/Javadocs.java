package io.gatesync.apidescription;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the sources say of types and of the components of records, so that nothing is said twice. */
final class Javadocs {
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> components = new HashMap<>();

    /** @param sources folders of Java sources */
    Javadocs(List<Path> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> all = sources.stream().flatMap(Javadocs::javaFiles).toList();
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(all));
            DocTrees trees = DocTrees.instance(task);
            for (var unit : task.parse()) {
                new TreePathScanner<Void, String>() {
                    @Override
                    public Void visitClass(ClassTree type, String outer) {
                        String name = outer + type.getSimpleName();
                        Optional.ofNullable(trees.getDocCommentTree(getCurrentPath()))
                                .ifPresent(comment -> note(name, comment));
                        return super.visitClass(type, name + "$");
                    }
                }.scan(unit, unit.getPackageName() + ".");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(String type, DocCommentTree comment) {
        types.put(type, text(comment.getFullBody()));
        for (DocTree tag : comment.getBlockTags()) {
            if (tag instanceof ParamTree component) {
                components.put(type + "." + component.getName(), text(component.getDescription()));
            }
        }
    }

    private static String text(List<? extends DocTree> parts) {
        return parts.stream()
                .map(part -> switch (part) {
                    case LiteralTree literal -> literal.getBody().getBody();
                    case LinkTree link -> link.getReference().getSignature();
                    default -> part.toString();
                })
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .strip();
    }

    Optional<String> of(Class<?> type) {
        return Optional.ofNullable(types.get(type.getName()));
    }

    Optional<String> of(Class<?> record, String component) {
        return Optional.ofNullable(components.get(record.getName() + "." + component));
    }
}
