package io.gatesync.localstack;

import io.gatesync.access.AccessFiles;
import io.gatesync.access.AccessFiles.NewAccount;
import io.gatesync.access.SecretFile;
import java.nio.file.Path;

/** The secrets of a stack, in its folder {@value #FOLDER}: keys and accounts for the services, passcodes for people. */
public final class StackAccess {

    /** The event of the account {@link #LEAD}. */
    public static final String DEMO_EVENT = "demo";

    /** The account that may do everything. */
    public static final String ORGANISER = "organiser";

    /** The account that may read and correct the demo event. */
    public static final String LEAD = "lead";

    static final String FOLDER = "access";

    /** It is typed on phones, by many. */
    private static final int GROUPS_OF_EVENT_PASSCODE = 2;

    private final Path folder;
    private final AccessFiles files;

    StackAccess(Path stackFolder) {
        this.folder = stackFolder.resolve(FOLDER);
        this.files = new AccessFiles(folder);
    }

    /** The folder itself. */
    public Path folder() {
        return folder;
    }

    /** Makes what does not exist, and returns it. */
    public AccessFiles made() {
        files.make(NewAccount.organiser(ORGANISER), NewAccount.lead(LEAD, DEMO_EVENT));
        return files;
    }

    /** The passcode of an account, as it was drawn when the folder was made. */
    public SecretFile passcode(String account) {
        return files.passcode(account);
    }

    /** The passcode of the demo event; drawn when it is first asked for. */
    public String demoPasscode() {
        return files.passcode(DEMO_EVENT).readOrDraw(GROUPS_OF_EVENT_PASSCODE);
    }

    /** What the services import; no secret by itself. */
    String configImport() {
        return files.configImport();
    }
}
