package sesevents.verify;

/** One thing that was looked at: what ought to be, and what is. */
public record Finding(String subject, String expected, String seen, Verdict verdict) {
    /** How the two compare. */
    public enum Verdict {
        AS_EXPECTED("as expected"),
        UNLIKE("UNLIKE EXPECTED");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    boolean isUnlike() {
        return verdict == Verdict.UNLIKE;
    }
}
