package io.gluethread.playground.glue.pricing;

import java.util.List;

/**
 * A region with its price of one DPU-hour of Glue ETL in USD.
 *
 * @param usagePrefix what usage types of the region begin with
 * @param dpuHour as a decimal text, the form in which the Price List gives prices
 */
record GlueRegion(String code, String location, String usagePrefix, String dpuHour) {
    /**
     * Rates read off the public price list; the date is that of the table in GoogleCloudPlatform/PerfKitBenchmarker
     * (aws_dpb_glue_prices.py) as read in November 2026. us-east-1 is also the rate of AWS's own pricing example.
     */
    static final List<GlueRegion> ALL = List.of(
            new GlueRegion("us-east-1", "US East (N. Virginia)", "USE1", "0.44"),
            new GlueRegion("us-east-2", "US East (Ohio)", "USE2", "0.44"),
            new GlueRegion("us-west-1", "US West (N. California)", "USW1", "0.44"),
            new GlueRegion("us-west-2", "US West (Oregon)", "USW2", "0.44"),
            new GlueRegion("us-gov-east-1", "AWS GovCloud (US-East)", "UGE1", "0.44"),
            new GlueRegion("us-gov-west-1", "AWS GovCloud (US-West)", "UGW1", "0.44"),
            new GlueRegion("ca-central-1", "Canada (Central)", "CAN1", "0.44"),
            new GlueRegion("eu-central-1", "EU (Frankfurt)", "EUC1", "0.44"),
            new GlueRegion("eu-north-1", "EU (Stockholm)", "EUN1", "0.44"),
            new GlueRegion("eu-south-1", "EU (Milan)", "EUS1", "0.52"),
            new GlueRegion("eu-west-1", "EU (Ireland)", "EU", "0.44"),
            new GlueRegion("eu-west-2", "EU (London)", "EUW2", "0.44"),
            new GlueRegion("eu-west-3", "EU (Paris)", "EUW3", "0.44"),
            new GlueRegion("ap-east-1", "Asia Pacific (Hong Kong)", "APE1", "0.44"),
            new GlueRegion("ap-northeast-1", "Asia Pacific (Tokyo)", "APN1", "0.44"),
            new GlueRegion("ap-northeast-2", "Asia Pacific (Seoul)", "APN2", "0.44"),
            new GlueRegion("ap-northeast-3", "Asia Pacific (Osaka)", "APN3", "0.44"),
            new GlueRegion("ap-south-1", "Asia Pacific (Mumbai)", "APS3", "0.44"),
            new GlueRegion("ap-southeast-1", "Asia Pacific (Singapore)", "APS1", "0.44"),
            new GlueRegion("ap-southeast-2", "Asia Pacific (Sydney)", "APS2", "0.44"),
            new GlueRegion("ap-southeast-3", "Asia Pacific (Jakarta)", "APS4", "0.44"),
            new GlueRegion("af-south-1", "Africa (Cape Town)", "AFS1", "0.524"),
            new GlueRegion("me-south-1", "Middle East (Bahrain)", "MES1", "0.59"),
            new GlueRegion("sa-east-1", "South America (Sao Paulo)", "SAE1", "0.69"));
}
