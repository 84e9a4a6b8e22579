package io.gatesync.gateway;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;

/** Where the gateway listens, and that clients that send next to nothing hold no connection. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatForSlowClients(GatewayProperties gateway) {
        Duration readTimeout = gateway.body().readTimeout();
        return factory -> {
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    // A body may pause for longer than a header may.
                    http.setDisableUploadTimeout(false);
                    http.setConnectionUploadTimeout((int) readTimeout.toMillis());
                }
            });
            factory.addEngineValves(new SlowBodyValve());
        };
    }

    /**
     * Plain HTTP for this machine, beside the TLS of all others. It gets what the first connector gets, when all of that is known: Spring
     * Boot customizes only the first.
     */
    @Bean
    @ConditionalOnExpression("${gatesync.gateway.loopback-port} > 0")
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatForThisMachine(GatewayProperties gateway) {
        return factory -> {
            Connector plain = new Connector(TomcatServletWebServerFactory.DEFAULT_PROTOCOL);
            plain.setPort(gateway.loopbackPort());
            // Not before the application is ready, like the first.
            plain.setProperty("bindOnInit", "false");
            plain.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
            factory.addAdditionalConnectors(plain);
            factory.addConnectorCustomizers(new LikeTheFirst(factory, plain));
        };
    }

    private record LikeTheFirst(TomcatServletWebServerFactory factory, Connector second)
            implements TomcatConnectorCustomizer {
        @Override
        public void customize(Connector first) {
            if (!first.equals(second)) {
                factory.getProtocolHandlerCustomizers().forEach(this::customizeHandler);
                factory.getConnectorCustomizers().forEach(each -> each.customize(second));
            }
        }

        @SuppressWarnings("unchecked") // Each takes the handler that Tomcat has: both connectors have the same.
        private void customizeHandler(TomcatProtocolHandlerCustomizer<?> customizer) {
            ((TomcatProtocolHandlerCustomizer<ProtocolHandler>) customizer).customize(second.getProtocolHandler());
        }
    }

    /** Reads no more of a body that came too slowly; Tomcat would read it to its end before it closes the connection. */
    private static final class SlowBodyValve extends ValveBase {
        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            getNext().invoke(request, response);
            if (response.getStatus() == HttpStatus.REQUEST_TIMEOUT.value()) {
                request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }
    }
}
