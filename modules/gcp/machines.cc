#include "gcp/tables.h"

namespace aurora::gcp {
namespace {

// vCPUs and memory in GiB: cloud.google.com, "General-purpose machine family" and "Accelerator-optimized machine
// family". Preferred is N2, which nearly every region has: standard for 4 GiB a vCPU, highmem for 8; for 2, which it
// has no type for, custom machines of N2 (an even number of vCPUs, above 32 a multiple of 4; half a GiB to 8 GiB each).
constexpr std::array table{
    MachineFact{2, 8, "n2-standard-2", true, false},          MachineFact{4, 16, "n2-standard-4", true, false},
    MachineFact{8, 32, "n2-standard-8", true, false},         MachineFact{16, 64, "n2-standard-16", true, false},
    MachineFact{32, 128, "n2-standard-32", true, false},      MachineFact{48, 192, "n2-standard-48", true, false},
    MachineFact{64, 256, "n2-standard-64", true, false},      MachineFact{80, 320, "n2-standard-80", true, false},
    MachineFact{96, 384, "n2-standard-96", true, false},      MachineFact{128, 512, "n2-standard-128", true, false},
    MachineFact{2, 16, "n2-highmem-2", true, false},          MachineFact{4, 32, "n2-highmem-4", true, false},
    MachineFact{8, 64, "n2-highmem-8", true, false},          MachineFact{16, 128, "n2-highmem-16", true, false},
    MachineFact{32, 256, "n2-highmem-32", true, false},       MachineFact{48, 384, "n2-highmem-48", true, false},
    MachineFact{64, 512, "n2-highmem-64", true, false},       MachineFact{80, 640, "n2-highmem-80", true, false},
    MachineFact{96, 768, "n2-highmem-96", true, false},       MachineFact{20, 160, "n2-custom-20-163840", true, false},
    MachineFact{2, 4, "n2-custom-2-4096", true, false},       MachineFact{4, 8, "n2-custom-4-8192", true, false},
    MachineFact{8, 16, "n2-custom-8-16384", true, false},     MachineFact{16, 32, "n2-custom-16-32768", true, false},
    MachineFact{32, 64, "n2-custom-32-65536", true, false},   MachineFact{48, 96, "n2-custom-48-98304", true, false},
    MachineFact{64, 128, "n2-custom-64-131072", true, false}, MachineFact{72, 144, "n2-custom-72-147456", true, false},
    MachineFact{2, 8, "n2d-standard-2", false, false},        MachineFact{4, 16, "n2d-standard-4", false, false},
    MachineFact{8, 32, "n2d-standard-8", false, false},       MachineFact{16, 64, "n2d-standard-16", false, false},
    MachineFact{32, 128, "n2d-standard-32", false, false},    MachineFact{48, 192, "n2d-standard-48", false, false},
    MachineFact{64, 256, "n2d-standard-64", false, false},    MachineFact{2, 8, "e2-standard-2", false, false},
    MachineFact{4, 16, "e2-standard-4", false, false},        MachineFact{8, 32, "e2-standard-8", false, false},
    MachineFact{16, 64, "e2-standard-16", false, false},      MachineFact{32, 128, "e2-standard-32", false, false},
    MachineFact{4, 16, "c3-standard-4", false, false},        MachineFact{8, 32, "c3-standard-8", false, false},
    MachineFact{22, 88, "c3-standard-22", false, false},      MachineFact{44, 176, "c3-standard-44", false, false},
    MachineFact{88, 352, "c3-standard-88", false, false},     MachineFact{176, 704, "c3-standard-176", false, false},
    MachineFact{2, 8, "n4-standard-2", false, false},         MachineFact{4, 16, "n4-standard-4", false, false},
    MachineFact{8, 32, "n4-standard-8", false, false},        MachineFact{16, 64, "n4-standard-16", false, false},
    MachineFact{32, 128, "n4-standard-32", false, false},     MachineFact{48, 192, "n4-standard-48", false, false},
    MachineFact{64, 256, "n4-standard-64", false, false},     MachineFact{80, 320, "n4-standard-80", false, false},
    MachineFact{4, 16, "g2-standard-4", false, true},         MachineFact{8, 32, "g2-standard-8", false, true},
    MachineFact{12, 48, "g2-standard-12", false, true},       MachineFact{16, 64, "g2-standard-16", false, true},
    MachineFact{24, 96, "g2-standard-24", false, true},       MachineFact{32, 128, "g2-standard-32", false, true},
    MachineFact{48, 192, "g2-standard-48", false, true},      MachineFact{96, 384, "g2-standard-96", false, true},
    MachineFact{12, 85, "a2-highgpu-1g", false, true},        MachineFact{24, 170, "a2-highgpu-2g", false, true},
    MachineFact{48, 340, "a2-highgpu-4g", false, true},       MachineFact{96, 680, "a2-highgpu-8g", false, true},
    MachineFact{12, 170, "a2-ultragpu-1g", false, true},      MachineFact{24, 340, "a2-ultragpu-2g", false, true},
    MachineFact{48, 680, "a2-ultragpu-4g", false, true},      MachineFact{96, 1360, "a2-ultragpu-8g", false, true},
    MachineFact{208, 1872, "a3-highgpu-8g", false, true},     MachineFact{208, 1872, "a3-megagpu-8g", false, true},
};

}  // namespace

std::span<const MachineFact> machines() { return table; }

}  // namespace aurora::gcp
