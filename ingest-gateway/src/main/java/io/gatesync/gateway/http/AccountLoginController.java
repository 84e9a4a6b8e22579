package io.gatesync.gateway.http;

import io.gatesync.access.Account;
import io.gatesync.access.Tokens;
import io.gatesync.access.http.AccessProperties;
import io.gatesync.gateway.answer.AccountLoginAnswer;
import io.gatesync.gateway.input.AccountLogin;
import io.gatesync.gateway.login.Accounts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where leads and organisers get their tokens. */
@RestController
final class AccountLoginController {
    private final BodyReader bodies;
    private final Accounts accounts;
    private final Login login;
    private final Tokens tokens;
    private final AccessProperties settings;
    private final InstantSource clock;

    AccountLoginController(
            BodyReader bodies,
            Accounts accounts,
            Login login,
            Tokens tokens,
            AccessProperties settings,
            InstantSource clock) {
        this.bodies = bodies;
        this.accounts = accounts;
        this.login = login;
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    @PostMapping(path = "/api/admin/login", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AccountLoginAnswer> logIn(HttpServletRequest request) throws IOException {
        try (BodyReader.Body body = bodies.read(request)) {
            AccountLogin given = AccountLogin.read(body.bytes());
            Optional<Account> account = accounts.find(given.name());
            String eventId = account.flatMap(Account::eventId).orElse("");
            LoginNote note = LoginNote.of(request, eventId, given.name(), null);
            login.require(note, "account " + given.name(), given.passcode(), account.map(Account::passcodeHash));
            Tokens.Issued issued = tokens.forAccount(account.orElseThrow(), settings.staffTokenLife());
            login.letIn(note);
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(AccountLoginAnswer.of(issued, clock.instant()));
        }
    }
}
