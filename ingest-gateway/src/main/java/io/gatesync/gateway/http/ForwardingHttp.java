package io.gatesync.gateway.http;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * An HTTP client that passes requests and answers on and adds nothing of its own. The thread that calls it does the work: with a
 * client that hands each request to threads of its own and back, that was a third of what a small read cost.
 */
final class ForwardingHttp {

    /** What a request says besides its timeout. */
    static final RequestConfig AS_IT_IS =
            RequestConfig.custom().setProtocolUpgradeEnabled(false).build();

    private static final TimeValue KEPT_IDLE = TimeValue.ofSeconds(10);

    private ForwardingHttp() {}

    /**
     * A client with as many connections as there are requests at a time; hundreds of devices wait for half a minute each.
     *
     * @param connectTimeout until the other side accepts a connection
     */
    static CloseableHttpClient client(Duration connectTimeout) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(Integer.MAX_VALUE)
                        .setMaxConnPerRoute(Integer.MAX_VALUE)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(connectTimeout))
                                .build())
                        .build())
                .setRetryStrategy(new OnceOnANewConnection())
                .evictIdleConnections(KEPT_IDLE)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
    }

    /** A kept connection may turn out to be closed. Whatever was answered is passed on, also that somebody should ask again later. */
    private static final class OnceOnANewConnection extends DefaultHttpRequestRetryStrategy {

        OnceOnANewConnection() {
            super(1, TimeValue.ZERO_MILLISECONDS);
        }

        @Override
        public boolean retryRequest(HttpResponse response, int count, HttpContext context) {
            return false;
        }
    }
}
