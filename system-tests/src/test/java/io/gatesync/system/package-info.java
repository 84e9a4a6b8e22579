/** All of GateSync as it runs at a festival, seen only from outside: HTTP, topics, tables, processes, logs. */
package io.gatesync.system;
