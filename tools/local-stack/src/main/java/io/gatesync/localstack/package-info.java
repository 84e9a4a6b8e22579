/** All of GateSync on this machine without Docker: the servers and GateSync's own services, each as a process. */
@NullMarked
package io.gatesync.localstack;

import org.jspecify.annotations.NullMarked;
