package sesevents.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What made-up mail counts for and whom it counts against, told by Java for oracles of rates. */
final class RateOracle {
    private RateOracle() {}

    /** What happened under one key; a set of names counts what one knows to be distinct. */
    static final class Tally {
        private final Map<String, Set<String>> outcomes = new HashMap<>();
        private boolean heard;
        private long audible;

        void add(Lifecycles.Event event, String outcome, String recipient, String domain) {
            // Whoever of several complained, there is one complaint.
            note(outcome, outcome.equals("complaint") ? event.id() : event.id() + recipient);
            note("messages of " + outcome, event.messageId());
            heard |= !hearsNothing(domain);
            audible += outcome.equals("sent") && !hearsNothing(domain) ? 1 : 0;
        }

        private void note(String outcome, String what) {
            outcomes.computeIfAbsent(outcome, _ -> new HashSet<>()).add(what);
        }

        Set<String> names(String outcome) {
            return outcomes.getOrDefault(outcome, Set.of());
        }

        long count(String outcome) {
            return names(outcome).size();
        }

        /** The mails sent to providers that report complaints. */
        long audible() {
            return audible;
        }

        /** Whether no complaint came, and none would have been reported. */
        boolean isSilent() {
            return !heard && count("complaint") == 0;
        }
    }

    /** Null for what does not count. */
    static String outcome(Lifecycles.Event event) {
        return switch (event.type()) {
            case "Send" -> "sent";
            case "Delivery" -> "delivered";
            case "Complaint" -> "complaint";
            case "Open" -> "open";
            case "Click" -> "click";
            case "Bounce" -> bounce(event);
            default -> null;
        };
    }

    private static String bounce(Lifecycles.Event event) {
        if ("OnAccountSuppressionList".equals(event.text("/bounce/bounceSubType"))) {
            return "suppressed";
        }
        return event.text("/bounce/bounceType").equals("Permanent") ? "hard_bounce" : "soft_bounce";
    }

    /** Dimension and value of each that has a share in it. */
    static List<List<String>> contributors(Lifecycles.Event event, String domain) {
        String source = event.text("/mail/source");
        List<List<String>> contributors = new ArrayList<>();
        contributors.add(List.of("identity", domain(source).replace(">", "")));
        contributors.add(List.of("provider", provider(domain)));
        event.json()
                .at("/mail/tags")
                .properties()
                .forEach(
                        tag -> {
                            String value = tag.getValue().get(0).textValue();
                            if (tag.getKey().equals("ses:configuration-set")) {
                                contributors.add(List.of("configuration_set", value));
                            } else if (!tag.getKey().startsWith("ses:")) {
                                contributors.add(List.of("tag", tag.getKey() + "=" + value));
                            }
                        });
        return contributors;
    }

    static String domain(String address) {
        return address.substring(address.indexOf('@') + 1);
    }

    private static boolean hearsNothing(String domain) {
        return Set.of("Google", "Apple").contains(provider(domain));
    }

    private static String provider(String domain) {
        return switch (domain) {
            case "gmail.com", "googlemail.com" -> "Google";
            case "icloud.com" -> "Apple";
            case "outlook.com", "hotmail.com" -> "Microsoft";
            case "yahoo.com" -> "Yahoo";
            case "(several)" -> domain;
            default -> "other";
        };
    }
}
