package io.gatesync.gateway;

import io.gatesync.testing.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Topics and schemas are set up and scans are decided, for tests that start gateways of their own. */
abstract class WithDecider {
    private Decider decider;

    @BeforeEach
    void decide(Servers servers) {
        RunningGateway.setUp(servers);
        decider = new Decider(servers);
    }

    @AfterEach
    void stopDeciding() {
        decider.close();
    }
}
