#include "gcp/tables.h"

namespace aurora::gcp {
namespace {

// Public regions, by name. Names and zones: cloud.google.com, "Regions and zones": the first zone is not always `a`.
// A code is made of the area (two letters), the direction and the number of the region's name, `use1`. The gc code is
// that of the Government of Canada's naming standard, as in Google's pbmm-on-gcp-onboarding, which knows Montréal only.
constexpr std::array table{
    RegionFact{"africa-south1", "Johannesburg, South Africa", "afs1", "", 3, "abc"},
    RegionFact{"asia-east1", "Changhua County, Taiwan", "ase1", "", 3, "abc"},
    RegionFact{"asia-east2", "Hong Kong", "ase2", "", 3, "abc"},
    RegionFact{"asia-northeast1", "Tokyo, Japan", "asne1", "", 3, "abc"},
    RegionFact{"asia-northeast2", "Osaka, Japan", "asne2", "", 3, "abc"},
    RegionFact{"asia-northeast3", "Seoul, South Korea", "asne3", "", 3, "abc"},
    RegionFact{"asia-south1", "Mumbai, India", "ass1", "", 3, "abc"},
    RegionFact{"asia-south2", "Delhi, India", "ass2", "", 3, "abc"},
    RegionFact{"asia-southeast1", "Jurong West, Singapore", "asse1", "", 3, "abc"},
    RegionFact{"asia-southeast2", "Jakarta, Indonesia", "asse2", "", 3, "abc"},
    RegionFact{"asia-southeast3", "Bangkok, Thailand", "asse3", "", 3, "abc"},
    RegionFact{"australia-southeast1", "Sydney, Australia", "ause1", "", 3, "abc"},
    RegionFact{"australia-southeast2", "Melbourne, Australia", "ause2", "", 3, "abc"},
    RegionFact{"europe-central2", "Warsaw, Poland", "euc2", "", 3, "abc"},
    RegionFact{"europe-north1", "Hamina, Finland", "eun1", "", 3, "abc"},
    RegionFact{"europe-north2", "Stockholm, Sweden", "eun2", "", 3, "abc"},
    RegionFact{"europe-southwest1", "Madrid, Spain", "eusw1", "", 3, "abc"},
    RegionFact{"europe-west1", "St. Ghislain, Belgium", "euw1", "", 3, "bcd"},
    RegionFact{"europe-west10", "Berlin, Germany", "euw10", "", 3, "abc"},
    RegionFact{"europe-west12", "Turin, Italy", "euw12", "", 3, "abc"},
    RegionFact{"europe-west2", "London, England", "euw2", "", 3, "abc"},
    RegionFact{"europe-west3", "Frankfurt, Germany", "euw3", "", 3, "abc"},
    RegionFact{"europe-west4", "Eemshaven, Netherlands", "euw4", "", 3, "abc"},
    RegionFact{"europe-west6", "Zurich, Switzerland", "euw6", "", 3, "abc"},
    RegionFact{"europe-west8", "Milan, Italy", "euw8", "", 3, "abc"},
    RegionFact{"europe-west9", "Paris, France", "euw9", "", 3, "abc"},
    RegionFact{"me-central1", "Doha, Qatar", "mec1", "", 3, "abc"},
    RegionFact{"me-central2", "Dammam, Saudi Arabia", "mec2", "", 3, "abc"},
    RegionFact{"me-west1", "Tel Aviv, Israel", "mew1", "", 3, "abc"},
    RegionFact{"northamerica-northeast1", "Montréal, Québec", "nane1", "e", 3, "abc"},
    RegionFact{"northamerica-northeast2", "Toronto, Ontario", "nane2", "", 3, "abc"},
    RegionFact{"northamerica-south1", "Querétaro, Mexico", "nas1", "", 3, "abc"},
    RegionFact{"southamerica-east1", "Osasco, São Paulo, Brazil", "sae1", "", 3, "abc"},
    RegionFact{"southamerica-west1", "Santiago, Chile", "saw1", "", 3, "abc"},
    RegionFact{"us-central1", "Council Bluffs, Iowa", "usc1", "", 4, "abcf"},
    RegionFact{"us-east1", "Moncks Corner, South Carolina", "use1", "", 3, "bcd"},
    RegionFact{"us-east4", "Ashburn, Virginia", "use4", "", 3, "abc"},
    RegionFact{"us-east5", "Columbus, Ohio", "use5", "", 3, "abc"},
    RegionFact{"us-south1", "Dallas, Texas", "uss1", "", 3, "abc"},
    RegionFact{"us-west1", "The Dalles, Oregon", "usw1", "", 3, "abc"},
    RegionFact{"us-west2", "Los Angeles, California", "usw2", "", 3, "abc"},
    RegionFact{"us-west3", "Salt Lake City, Utah", "usw3", "", 3, "abc"},
    RegionFact{"us-west4", "Las Vegas, Nevada", "usw4", "", 3, "abc"},
};

}  // namespace

std::span<const RegionFact> regions() { return table; }

}  // namespace aurora::gcp
