package sesevents.cli;

import picocli.CommandLine.Option;
import sesevents.aws.Aws;
import sesevents.text.Shell;

/** Options of a command that works in an AWS account. */
final class AwsOptions {
    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The stack's region (default: AWS_REGION, or the profile's).")
    private String region;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "Another address of AWS, such as one that stands in for it.")
    private String endpoint;

    private Aws aws;

    Aws aws() {
        if (aws == null) {
            aws = Aws.of(endpoint, region);
        }
        return aws;
    }

    /** The options as they were given, for a command to copy. */
    String options() {
        return (region == null ? "" : " --region " + Shell.word(region))
                + (endpoint == null ? "" : " --endpoint-url " + Shell.word(endpoint));
    }
}
