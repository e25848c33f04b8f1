#include "aws/tables.h"

namespace aurora::aws {
namespace {

// Public regions of the partition `aws`, by name. Names and zones: docs.aws.amazon.com, "AWS Regions and Availability
// Zones". Which letters an account sees, and which place a letter means, differs in the oldest regions: us-west-1 gives
// every account two of its three zones, ap-northeast-1 keeps `b` for old accounts, ca-central-1 has no `c`. Here are
// those of nearly every account, without us-east-1e, the letter of the zone (use1-az3) that EKS takes no subnets in
// ("Amazon EKS networking requirements").
// A code is made of the area, the direction and the number of the region's name, `use1`; Canada's begin with `c` alone,
// as Aurora's do. GovCloud, China and the European Sovereign Cloud are partitions of their own and not here.
constexpr std::array table{
    RegionFact{"af-south-1", "Africa (Cape Town)", "afs1", "", 3, "abc"},
    RegionFact{"ap-east-1", "Asia Pacific (Hong Kong)", "ape1", "", 3, "abc"},
    RegionFact{"ap-east-2", "Asia Pacific (Taipei)", "ape2", "", 3, "abc"},
    RegionFact{"ap-northeast-1", "Asia Pacific (Tokyo)", "apne1", "", 3, "acd"},
    RegionFact{"ap-northeast-2", "Asia Pacific (Seoul)", "apne2", "", 4, "abcd"},
    RegionFact{"ap-northeast-3", "Asia Pacific (Osaka)", "apne3", "", 3, "abc"},
    RegionFact{"ap-south-1", "Asia Pacific (Mumbai)", "aps1", "", 3, "abc"},
    RegionFact{"ap-south-2", "Asia Pacific (Hyderabad)", "aps2", "", 3, "abc"},
    RegionFact{"ap-southeast-1", "Asia Pacific (Singapore)", "apse1", "", 3, "abc"},
    RegionFact{"ap-southeast-2", "Asia Pacific (Sydney)", "apse2", "", 3, "abc"},
    RegionFact{"ap-southeast-3", "Asia Pacific (Jakarta)", "apse3", "", 3, "abc"},
    RegionFact{"ap-southeast-4", "Asia Pacific (Melbourne)", "apse4", "", 3, "abc"},
    RegionFact{"ap-southeast-5", "Asia Pacific (Malaysia)", "apse5", "", 3, "abc"},
    RegionFact{"ap-southeast-6", "Asia Pacific (New Zealand)", "apse6", "", 3, "abc"},
    RegionFact{"ap-southeast-7", "Asia Pacific (Thailand)", "apse7", "", 3, "abc"},
    RegionFact{"ca-central-1", "Canada (Central)", "cc1", "", 3, "abd"},
    RegionFact{"ca-west-1", "Canada West (Calgary)", "cw1", "", 3, "abc"},
    RegionFact{"eu-central-1", "Europe (Frankfurt)", "euc1", "", 3, "abc"},
    RegionFact{"eu-central-2", "Europe (Zurich)", "euc2", "", 3, "abc"},
    RegionFact{"eu-north-1", "Europe (Stockholm)", "eun1", "", 3, "abc"},
    RegionFact{"eu-south-1", "Europe (Milan)", "eus1", "", 3, "abc"},
    RegionFact{"eu-south-2", "Europe (Spain)", "eus2", "", 3, "abc"},
    RegionFact{"eu-west-1", "Europe (Ireland)", "euw1", "", 3, "abc"},
    RegionFact{"eu-west-2", "Europe (London)", "euw2", "", 3, "abc"},
    RegionFact{"eu-west-3", "Europe (Paris)", "euw3", "", 3, "abc"},
    RegionFact{"il-central-1", "Israel (Tel Aviv)", "ilc1", "", 3, "abc"},
    RegionFact{"me-central-1", "Middle East (UAE)", "mec1", "", 3, "abc"},
    RegionFact{"me-south-1", "Middle East (Bahrain)", "mes1", "", 3, "abc"},
    RegionFact{"mx-central-1", "Mexico (Central)", "mxc1", "", 3, "abc"},
    RegionFact{"sa-east-1", "South America (São Paulo)", "sae1", "", 3, "abc"},
    RegionFact{"us-east-1", "US East (N. Virginia)", "use1", "", 5, "abcdf"},
    RegionFact{"us-east-2", "US East (Ohio)", "use2", "", 3, "abc"},
    RegionFact{"us-west-1", "US West (N. California)", "usw1", "", 2, "ac"},
    RegionFact{"us-west-2", "US West (Oregon)", "usw2", "", 4, "abcd"},
};

}  // namespace

std::span<const RegionFact> regions() { return table; }

}  // namespace aurora::aws
