package sesevents.console;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import sesevents.questions.Figures.MailPage;
import sesevents.questions.Figures.Month;
import sesevents.questions.Questions;
import sesevents.questions.Reply;
import sesevents.questions.Search;

/** Finds out why no mail fits a search. */
final class EmptySearch {
    private static final int MORE_DAYS = 30;

    private final Answers answers;
    private final Search search;
    private final LocalDate today;
    private final List<Reply<?>> replies = new ArrayList<>();

    EmptySearch(Answers answers, Search search, LocalDate today) {
        this.answers = answers;
        this.search = search;
        this.today = today;
    }

    /**
     * @param next what to try, in words, and its address; both null if there is nothing to try
     */
    record Reason(String why, String next, Link link) {
        Reason(String why) {
            this(why, null, null);
        }
    }

    /** What it took to find the reasons. */
    List<Reply<?>> replies() {
        return replies;
    }

    List<Reason> reasons() {
        if (search.from().isAfter(today)) {
            return List.of(
                    new Reason(
                            "These days are in the future: today is %s in UTC.".formatted(today)));
        }
        List<Reason> reasons = new ArrayList<>();
        MailPage all = find(Search.days(search.from(), search.to()));
        if (all.mails().isEmpty()) {
            reasons.add(noMailAtAll());
        } else {
            reasons.add(otherMail(all));
            addConfigurationSet(reasons);
        }
        addAddress(reasons);
        if (!search.to().isBefore(today)) {
            reasons.add(
                    new Reason(
                            "Mail of the last minutes may not have arrived: events take two to"
                                    + " three minutes from SES to this log."));
        }
        return reasons;
    }

    private Reason noMailAtAll() {
        return new Reason(
                "The log has no mail at all that was sent from %s to %s."
                        .formatted(search.from(), search.to()),
                "Look at %d days more".formatted(MORE_DAYS),
                SearchForm.link(from(search.from().minusDays(MORE_DAYS))));
    }

    private Reason otherMail(MailPage all) {
        return new Reason(
                "From %s to %s there is other mail (%s), but none that fits all of these filters."
                        .formatted(
                                search.from(),
                                search.to(),
                                all.nextPage() == null
                                        ? all.mails().size()
                                        : "more than " + Questions.PAGE),
                "Show it without the other filters",
                SearchForm.days(search.from(), search.to()));
    }

    private void addConfigurationSet(List<Reason> reasons) {
        String name = search.configurationSet();
        if (name.isEmpty() || !find(onlySet(name)).mails().isEmpty()) {
            return;
        }
        reasons.add(
                new Reason(
                        "No mail of these days was sent with the configuration set '%s'. Its name"
                                        .formatted(name)
                                + " may be another, or the set does not publish its events to this"
                                + " log."));
    }

    /** What is known of the address on other days; SES never tells of mail without a set. */
    private void addAddress(List<Reason> reasons) {
        String address = search.address();
        if (address.isEmpty() || address.startsWith("@")) {
            return;
        }
        List<Month> months = ask(questions -> questions.person(address));
        if (months.isEmpty()) {
            reasons.add(
                    new Reason(
                            "Nothing is known of %s on any day. SES tells only of mail that is sent"
                                            .formatted(address)
                                    + " with a configuration set; or look for a typo."));
            return;
        }
        reasons.add(
                new Reason(
                        "The log has %d mails to this address, the last ones of %s."
                                .formatted(
                                        months.stream().mapToLong(Month::mailCount).sum(),
                                        months.getLast().sentMonth()),
                        "Show this address",
                        Link.person(address)));
    }

    private Search from(LocalDate day) {
        return new Search(
                search.address(),
                search.subject(),
                search.messageId(),
                search.tag(),
                search.status(),
                day,
                search.to(),
                search.configurationSet(),
                search.sender(),
                search.identity(),
                search.tenant(),
                search.provider());
    }

    private Search onlySet(String name) {
        return new Search("", "", "", "", "", search.from(), search.to(), name, "", "", "", "");
    }

    private MailPage find(Search other) {
        return ask(questions -> questions.find(other));
    }

    private <T> T ask(Function<Questions, Reply<T>> question) {
        Reply<T> reply = answers.ask(question);
        replies.add(reply);
        return reply.answer();
    }
}
