package io.gluethread.commands.reply;

/**
 * The names of buttons and forms. What a button's value holds is said beside each. Several buttons of one name in one
 * row are told apart by a colon and a number behind the name, since Slack wants them different.
 */
public final class Actions {
    /** Value: thread id. */
    public static final String STOP = "gt_stop";

    /** Value: cell id. */
    public static final String CANCEL = "gt_cancel";

    /** Value: thread id. Postpones the idle stop by {@link #KEEP_MINUTES}. */
    public static final String KEEP = "gt_keep";

    /** Value: thread id. Opens the form. */
    public static final String CONFIGURE = "gt_configure";

    /** Value: cell id. Runs the same code as a new cell. */
    public static final String RUN_AGAIN = "gt_run_again";

    /** Value: thread id. Starts a new session in a thread whose session is over. */
    public static final String START_AGAIN = "gt_start_again";

    /** Value: thread id. Tells the session's state. */
    public static final String STATUS = "gt_status";

    /** Value: thread id, a blank, and a command as it would be typed in that thread. */
    public static final String IN_THREAD = "gt_in_thread";

    /** The form of {@link #CONFIGURE}; about: {@code thread <id>} or {@code next <channel>}. */
    public static final String CONFIGURE_FORM = "gt_configure_form";

    /** The message shortcut "Run in Glue". */
    public static final String RUN_SHORTCUT = "gt_run_shortcut";

    public static final int KEEP_MINUTES = 30;

    private Actions() {}

    /** The name without what tells buttons of one row apart. */
    public static String base(String action) {
        int colon = action.indexOf(':');
        return colon < 0 ? action : action.substring(0, colon);
    }
}
