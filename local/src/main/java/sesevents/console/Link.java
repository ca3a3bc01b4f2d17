package sesevents.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** The address of a page of this console, with its parameters. */
record Link(String address) {
    static Link to(String path) {
        return new Link(path);
    }

    /** With one more parameter, unless it is empty. */
    Link with(String name, Object value) {
        String text = value == null ? "" : value.toString();
        return text.isEmpty()
                ? this
                : new Link(
                        address
                                + (address.contains("?") ? '&' : '?')
                                + name
                                + '='
                                + URLEncoder.encode(text, UTF_8));
    }

    static Link message(String messageId) {
        return to("/message").with("id", messageId);
    }

    static Link person(String address) {
        return to("/person").with("address", address);
    }

    @Override
    public String toString() {
        return address;
    }
}
