package io.gatesync.service;

import io.gatesync.service.problem.ProblemAdvice;
import io.gatesync.service.problem.ProblemErrorController;
import io.gatesync.service.problem.ProblemTranslator;
import io.gatesync.service.problem.ProblemValve;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** Makes an application a GateSync service: how it ends itself, and how it answers errors. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@EnableConfigurationProperties(ServiceProperties.class)
class ServiceSupportAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ServiceExit serviceExit(ApplicationContext application) {
        return new ProcessExit(application);
    }

    @Bean
    ProblemAdvice problemAdvice(ObjectProvider<ProblemTranslator> translators, ServiceProperties settings) {
        return new ProblemAdvice(translators.orderedStream().toList(), settings.retryAfter());
    }

    @Bean
    @ConditionalOnMissingBean(ErrorController.class)
    ProblemErrorController problemErrorController(ProblemAdvice advice) {
        return new ProblemErrorController(advice);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatForIdsWithSlashes() {
        return factory -> {
            // An event or device id may contain slashes; encoded, they arrive as part of the id.
            factory.addConnectorCustomizers(connector -> {
                connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
                connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            });
            factory.addContextCustomizers(context ->
                    ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemValve.class.getName()));
        };
    }
}
