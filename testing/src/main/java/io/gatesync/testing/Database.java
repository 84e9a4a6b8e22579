package io.gatesync.testing;

/**
 * One database of a PostgreSQL server.
 *
 * @param url the JDBC URL
 */
public record Database(String url, String user, String password) {}
