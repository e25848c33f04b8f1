#include "azure/tables.h"

namespace aurora::azure {
namespace {

// vCPUs and memory in GiB: learn.microsoft.com, "Sizes for virtual machines". Preferred are the series of version 5
// with Intel processors, which every region has: D for 4 GiB a vCPU, E for 8, F (version 2) for 2.
constexpr std::array table{
    MachineFact{2, 8, "Standard_D2s_v5", true, false},
    MachineFact{4, 16, "Standard_D4s_v5", true, false},
    MachineFact{8, 32, "Standard_D8s_v5", true, false},
    MachineFact{16, 64, "Standard_D16s_v5", true, false},
    MachineFact{32, 128, "Standard_D32s_v5", true, false},
    MachineFact{48, 192, "Standard_D48s_v5", true, false},
    MachineFact{64, 256, "Standard_D64s_v5", true, false},
    MachineFact{96, 384, "Standard_D96s_v5", true, false},
    MachineFact{2, 16, "Standard_E2s_v5", true, false},
    MachineFact{4, 32, "Standard_E4s_v5", true, false},
    MachineFact{8, 64, "Standard_E8s_v5", true, false},
    MachineFact{16, 128, "Standard_E16s_v5", true, false},
    MachineFact{20, 160, "Standard_E20s_v5", true, false},
    MachineFact{32, 256, "Standard_E32s_v5", true, false},
    MachineFact{48, 384, "Standard_E48s_v5", true, false},
    MachineFact{64, 512, "Standard_E64s_v5", true, false},
    MachineFact{2, 4, "Standard_F2s_v2", true, false},
    MachineFact{4, 8, "Standard_F4s_v2", true, false},
    MachineFact{8, 16, "Standard_F8s_v2", true, false},
    MachineFact{16, 32, "Standard_F16s_v2", true, false},
    MachineFact{32, 64, "Standard_F32s_v2", true, false},
    MachineFact{48, 96, "Standard_F48s_v2", true, false},
    MachineFact{64, 128, "Standard_F64s_v2", true, false},
    MachineFact{72, 144, "Standard_F72s_v2", true, false},
    MachineFact{2, 8, "Standard_D2ds_v5", false, false},
    MachineFact{4, 16, "Standard_D4ds_v5", false, false},
    MachineFact{8, 32, "Standard_D8ds_v5", false, false},
    MachineFact{16, 64, "Standard_D16ds_v5", false, false},
    MachineFact{32, 128, "Standard_D32ds_v5", false, false},
    MachineFact{2, 8, "Standard_D2as_v5", false, false},
    MachineFact{4, 16, "Standard_D4as_v5", false, false},
    MachineFact{8, 32, "Standard_D8as_v5", false, false},
    MachineFact{16, 64, "Standard_D16as_v5", false, false},
    MachineFact{32, 128, "Standard_D32as_v5", false, false},
    MachineFact{2, 8, "Standard_D2s_v3", false, false},
    MachineFact{4, 16, "Standard_D4s_v3", false, false},
    MachineFact{8, 32, "Standard_D8s_v3", false, false},
    MachineFact{16, 64, "Standard_D16s_v3", false, false},
    MachineFact{6, 112, "Standard_NC6s_v3", false, true},
    MachineFact{12, 224, "Standard_NC12s_v3", false, true},
    MachineFact{24, 448, "Standard_NC24s_v3", false, true},
    MachineFact{4, 28, "Standard_NC4as_T4_v3", false, true},
    MachineFact{8, 56, "Standard_NC8as_T4_v3", false, true},
    MachineFact{16, 110, "Standard_NC16as_T4_v3", false, true},
    MachineFact{64, 440, "Standard_NC64as_T4_v3", false, true},
    MachineFact{24, 220, "Standard_NC24ads_A100_v4", false, true},
    MachineFact{48, 440, "Standard_NC48ads_A100_v4", false, true},
    MachineFact{96, 880, "Standard_NC96ads_A100_v4", false, true},
    MachineFact{40, 320, "Standard_NC40ads_H100_v5", false, true},
    MachineFact{80, 640, "Standard_NC80adis_H100_v5", false, true},
    MachineFact{36, 440, "Standard_NV36ads_A10_v5", false, true},
    MachineFact{6, 55, "Standard_NV6ads_A10_v5", false, true},
    MachineFact{12, 110, "Standard_NV12ads_A10_v5", false, true},
    MachineFact{18, 220, "Standard_NV18ads_A10_v5", false, true},
};

}  // namespace

std::span<const MachineFact> machines() { return table; }

}  // namespace aurora::azure
