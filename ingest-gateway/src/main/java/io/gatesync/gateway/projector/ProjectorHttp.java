package io.gatesync.gateway.projector;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks the status-projector over HTTP, and adds nothing of its own to what is asked and answered. The thread that asks does the work:
 * with a client that hands each question to threads of its own and back, that was a third of what a small read cost. There are as many
 * connections as questions at a time; hundreds of devices wait for half a minute each.
 */
public final class ProjectorHttp implements AutoCloseable {

    private static final TimeValue KEPT_IDLE = TimeValue.ofSeconds(10);

    private final ProjectorAddress address;
    private final CloseableHttpClient http;

    /** Connects when it is asked. */
    public ProjectorHttp(ProjectorAddress address) {
        this.address = address;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(Integer.MAX_VALUE)
                        .setMaxConnPerRoute(Integer.MAX_VALUE)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(address.connectTimeout()))
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

    /** Where it asks. */
    public ProjectorAddress address() {
        return address;
    }

    /**
     * Asks without a body.
     *
     * @param method such as {@code GET}
     * @param timeout until it begins to answer, and for each further piece of the answer: one of any length can be waited for, and a
     *     projector that hangs is noticed
     * @return its answer, whatever its status; the caller closes it
     * @throws IOException if it does not answer in time, or at all
     */
    public ClassicHttpResponse ask(String method, String pathAndQuery, Map<String, String> headers, Duration timeout)
            throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(method, address.uri(pathAndQuery));
        request.setConfig(RequestConfig.custom()
                .setProtocolUpgradeEnabled(false)
                .setResponseTimeout(Timeout.of(timeout))
                .build());
        headers.forEach(request::setHeader);
        return http.executeOpen(null, request, null);
    }

    @Override
    public void close() throws IOException {
        http.close();
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
