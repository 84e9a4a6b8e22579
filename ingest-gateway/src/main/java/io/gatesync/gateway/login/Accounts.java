package io.gatesync.gateway.login;

import io.gatesync.access.Account;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The staff, as the settings have it. */
public final class Accounts {
    private final Map<String, Account> byName = new HashMap<>();

    /** @throws IllegalArgumentException if two have the same name */
    public Accounts(List<Account> accounts) {
        for (Account account : accounts) {
            if (byName.put(account.name(), account) != null) {
                throw new IllegalArgumentException("Two accounts are called " + account.name());
            }
        }
    }

    /** The account of this name; empty if there is none. */
    public Optional<Account> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
