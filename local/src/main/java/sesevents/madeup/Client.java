package sesevents.madeup;

/**
 * A program that loads a mail's images and follows its links, with the user agents that SES
 * reports.
 *
 * @param prefetches it loads the images when the mail arrives, whether or not somebody reads it
 * @param opens user agent of an Open
 * @param clicks user agent of a Click
 * @param network the first three bytes of an Open's address; a person clicks from home
 */
enum Client {
    GMAIL(false, Agent.GOOGLE_PROXY, Agent.CHROME, "66.249.84."),
    YAHOO_MAIL(false, Agent.YAHOO_PROXY, Agent.CHROME, "87.248.110."),
    OUTLOOK(false, Agent.OUTLOOK, Agent.CHROME, Client.HOME),
    BROWSER(false, Agent.CHROME, Agent.CHROME, Client.HOME),
    APPLE_MAIL(false, Agent.IPHONE, Agent.SAFARI, Client.HOME),
    /** Apple Mail with privacy protection: its proxies hide all but the agent's first word. */
    APPLE_PRIVATE(true, Agent.BARE, Agent.SAFARI, "172.224.226."),
    /** Gmail while its app is open: it loads the images once more, before they are seen. */
    GMAIL_PREFETCH(true, Agent.GOOGLE_PREFETCH, Agent.CHROME, "66.102.8."),
    /** A company's gateway that follows every link, with a browser's user agent. */
    SCANNER(true, Agent.OLD_CHROME, Agent.OLD_CHROME, "192.0.2.");

    static final String HOME = "203.0.113.";

    final boolean prefetches;
    final String opens;
    final String clicks;
    private final String network;

    Client(boolean prefetches, String opens, String clicks, String network) {
        this.prefetches = prefetches;
        this.opens = opens;
        this.clicks = clicks;
        this.network = network;
    }

    /** The address that an Open comes from. */
    String imageAddress(long entropy) {
        return network + Math.floorMod(entropy, 254);
    }

    /** The address that a Click comes from. */
    String linkAddress(long entropy) {
        return (this == SCANNER ? network : HOME) + Math.floorMod(entropy, 254);
    }

    /**
     * The value of isBotEvent: SES misses some machines, and sometimes sends no value, null here.
     */
    String botVerdict(long entropy) {
        return switch (Math.floorMod(entropy, 8)) {
            case 0 -> null;
            case 1 -> "Unlikely";
            default -> this == SCANNER || this == GMAIL_PREFETCH ? "Likely" : "Unlikely";
        };
    }

    private static final class Agent {
        static final String GOOGLE_PROXY =
                "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com"
                        + " GoogleImageProxy)";
        static final String GOOGLE_PREFETCH =
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                        + " Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0";
        static final String YAHOO_PROXY =
                "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html";
        static final String OUTLOOK =
                "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; .NET4.0C;"
                        + " .NET4.0E; Microsoft Outlook 16.0.17928; ms-office; MSOffice 16)";
        static final String CHROME =
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                        + " Chrome/143.0.0.0 Safari/537.36";
        static final String OLD_CHROME =
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                        + " Chrome/79.0.3945.136 Safari/537.36";
        static final String IPHONE =
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15"
                        + " (KHTML, like Gecko) Mobile/15E148";
        static final String SAFARI =
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15"
                        + " (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1";
        static final String BARE = "Mozilla/5.0";
    }
}
