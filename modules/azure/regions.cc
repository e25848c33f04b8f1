#include "azure/tables.h"

namespace aurora::azure {
namespace {

// Public regions, by name. Names and zones: learn.microsoft.com, "List of Azure regions" (MicrosoftDocs/azure-docs,
// articles/reliability/regions-list.md of March 2025; Belgium, Chile, Malaysia, and zones in Austria and Indonesia are
// later news). `cc` and `ce` are Aurora's codes; the others are made the same way (country or area, then direction),
// each used once. Only Canada has gc codes.
constexpr std::array table{
    RegionFact{"australiacentral", "Australia Central", "auc", "", 0},
    RegionFact{"australiacentral2", "Australia Central 2", "auc2", "", 0},
    RegionFact{"australiaeast", "Australia East", "aue", "", 3},
    RegionFact{"australiasoutheast", "Australia Southeast", "ause", "", 0},
    RegionFact{"austriaeast", "Austria East", "ate", "", 3},
    RegionFact{"belgiumcentral", "Belgium Central", "bec", "", 3},
    RegionFact{"brazilsouth", "Brazil South", "brs", "", 3},
    RegionFact{"brazilsoutheast", "Brazil Southeast", "brse", "", 0},
    RegionFact{"canadacentral", "Canada Central", "cc", "c", 3},
    RegionFact{"canadaeast", "Canada East", "ce", "d", 0},
    RegionFact{"centralindia", "Central India", "inc", "", 3},
    RegionFact{"centralus", "Central US", "cus", "", 3},
    RegionFact{"chilecentral", "Chile Central", "clc", "", 3},
    RegionFact{"eastasia", "East Asia", "ea", "", 3},
    RegionFact{"eastus", "East US", "eus", "", 3},
    RegionFact{"eastus2", "East US 2", "eus2", "", 3},
    RegionFact{"francecentral", "France Central", "frc", "", 3},
    RegionFact{"francesouth", "France South", "frs", "", 0},
    RegionFact{"germanynorth", "Germany North", "den", "", 0},
    RegionFact{"germanywestcentral", "Germany West Central", "dewc", "", 3},
    RegionFact{"indonesiacentral", "Indonesia Central", "idc", "", 3},
    RegionFact{"israelcentral", "Israel Central", "ilc", "", 3},
    RegionFact{"italynorth", "Italy North", "itn", "", 3},
    RegionFact{"japaneast", "Japan East", "jpe", "", 3},
    RegionFact{"japanwest", "Japan West", "jpw", "", 3},
    RegionFact{"jioindiacentral", "Jio India Central", "jic", "", 0},
    RegionFact{"jioindiawest", "Jio India West", "jiw", "", 0},
    RegionFact{"koreacentral", "Korea Central", "krc", "", 3},
    RegionFact{"koreasouth", "Korea South", "krs", "", 0},
    RegionFact{"malaysiawest", "Malaysia West", "myw", "", 3},
    RegionFact{"mexicocentral", "Mexico Central", "mxc", "", 3},
    RegionFact{"newzealandnorth", "New Zealand North", "nzn", "", 3},
    RegionFact{"northcentralus", "North Central US", "ncus", "", 0},
    RegionFact{"northeurope", "North Europe", "ne", "", 3},
    RegionFact{"norwayeast", "Norway East", "noe", "", 3},
    RegionFact{"norwaywest", "Norway West", "now", "", 0},
    RegionFact{"polandcentral", "Poland Central", "plc", "", 3},
    RegionFact{"qatarcentral", "Qatar Central", "qac", "", 3},
    RegionFact{"southafricanorth", "South Africa North", "zan", "", 3},
    RegionFact{"southafricawest", "South Africa West", "zaw", "", 0},
    RegionFact{"southcentralus", "South Central US", "scus", "", 3},
    RegionFact{"southeastasia", "Southeast Asia", "sea", "", 3},
    RegionFact{"southindia", "South India", "ins", "", 0},
    RegionFact{"spaincentral", "Spain Central", "esc", "", 3},
    RegionFact{"swedencentral", "Sweden Central", "sec", "", 3},
    RegionFact{"swedensouth", "Sweden South", "ses", "", 0},
    RegionFact{"switzerlandnorth", "Switzerland North", "chn", "", 3},
    RegionFact{"switzerlandwest", "Switzerland West", "chw", "", 0},
    RegionFact{"uaecentral", "UAE Central", "aec", "", 0},
    RegionFact{"uaenorth", "UAE North", "aen", "", 3},
    RegionFact{"uksouth", "UK South", "uks", "", 3},
    RegionFact{"ukwest", "UK West", "ukw", "", 0},
    RegionFact{"westcentralus", "West Central US", "wcus", "", 0},
    RegionFact{"westeurope", "West Europe", "we", "", 3},
    RegionFact{"westindia", "West India", "inw", "", 0},
    RegionFact{"westus", "West US", "wus", "", 0},
    RegionFact{"westus2", "West US 2", "wus2", "", 3},
    RegionFact{"westus3", "West US 3", "wus3", "", 3},
};

}  // namespace

std::span<const RegionFact> regions() { return table; }

}  // namespace aurora::azure
