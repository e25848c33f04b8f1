#include "aws/tables.h"

namespace aurora::aws {
namespace {

// vCPUs and memory in GiB: docs.aws.amazon.com, "Amazon EC2 instance types" (specifications of general purpose, memory
// and compute optimised, accelerated). Preferred are the series of the seventh generation with Intel processors: M for
// 4 GiB a vCPU, R for 8, C for 2; where a shape is older than they are, the last series that has it.
constexpr std::array table{
    MachineFact{2, 8, "m7i.large", true, false},        MachineFact{4, 16, "m7i.xlarge", true, false},
    MachineFact{8, 32, "m7i.2xlarge", true, false},     MachineFact{16, 64, "m7i.4xlarge", true, false},
    MachineFact{32, 128, "m7i.8xlarge", true, false},   MachineFact{48, 192, "m7i.12xlarge", true, false},
    MachineFact{64, 256, "m7i.16xlarge", true, false},  MachineFact{96, 384, "m7i.24xlarge", true, false},
    MachineFact{192, 768, "m7i.48xlarge", true, false}, MachineFact{2, 16, "r7i.large", true, false},
    MachineFact{4, 32, "r7i.xlarge", true, false},      MachineFact{8, 64, "r7i.2xlarge", true, false},
    MachineFact{16, 128, "r7i.4xlarge", true, false},   MachineFact{32, 256, "r7i.8xlarge", true, false},
    MachineFact{48, 384, "r7i.12xlarge", true, false},  MachineFact{64, 512, "r7i.16xlarge", true, false},
    MachineFact{96, 768, "r7i.24xlarge", true, false},  MachineFact{192, 1536, "r7i.48xlarge", true, false},
    MachineFact{2, 4, "c7i.large", true, false},        MachineFact{4, 8, "c7i.xlarge", true, false},
    MachineFact{8, 16, "c7i.2xlarge", true, false},     MachineFact{16, 32, "c7i.4xlarge", true, false},
    MachineFact{32, 64, "c7i.8xlarge", true, false},    MachineFact{48, 96, "c7i.12xlarge", true, false},
    MachineFact{64, 128, "c7i.16xlarge", true, false},  MachineFact{96, 192, "c7i.24xlarge", true, false},
    MachineFact{192, 384, "c7i.48xlarge", true, false}, MachineFact{72, 144, "c5.18xlarge", true, false},
    MachineFact{2, 8, "m6i.large", false, false},       MachineFact{4, 16, "m6i.xlarge", false, false},
    MachineFact{8, 32, "m6i.2xlarge", false, false},    MachineFact{16, 64, "m6i.4xlarge", false, false},
    MachineFact{32, 128, "m6i.8xlarge", false, false},  MachineFact{48, 192, "m6i.12xlarge", false, false},
    MachineFact{2, 8, "m7a.large", false, false},       MachineFact{4, 16, "m7a.xlarge", false, false},
    MachineFact{8, 32, "m7a.2xlarge", false, false},    MachineFact{16, 64, "m7a.4xlarge", false, false},
    MachineFact{32, 128, "m7a.8xlarge", false, false},  MachineFact{48, 192, "m7a.12xlarge", false, false},
    MachineFact{2, 8, "m5.large", false, false},        MachineFact{4, 16, "m5.xlarge", false, false},
    MachineFact{8, 32, "m5.2xlarge", false, false},     MachineFact{16, 64, "m5.4xlarge", false, false},
    MachineFact{4, 16, "g4dn.xlarge", false, true},     MachineFact{8, 32, "g4dn.2xlarge", false, true},
    MachineFact{16, 64, "g4dn.4xlarge", false, true},   MachineFact{32, 128, "g4dn.8xlarge", false, true},
    MachineFact{48, 192, "g4dn.12xlarge", false, true}, MachineFact{64, 256, "g4dn.16xlarge", false, true},
    MachineFact{4, 16, "g5.xlarge", false, true},       MachineFact{8, 32, "g5.2xlarge", false, true},
    MachineFact{16, 64, "g5.4xlarge", false, true},     MachineFact{32, 128, "g5.8xlarge", false, true},
    MachineFact{48, 192, "g5.12xlarge", false, true},   MachineFact{64, 256, "g5.16xlarge", false, true},
    MachineFact{96, 384, "g5.24xlarge", false, true},   MachineFact{192, 768, "g5.48xlarge", false, true},
    MachineFact{4, 16, "g6.xlarge", false, true},       MachineFact{8, 32, "g6.2xlarge", false, true},
    MachineFact{16, 64, "g6.4xlarge", false, true},     MachineFact{32, 128, "g6.8xlarge", false, true},
    MachineFact{48, 192, "g6.12xlarge", false, true},   MachineFact{64, 256, "g6.16xlarge", false, true},
    MachineFact{96, 384, "g6.24xlarge", false, true},   MachineFact{192, 768, "g6.48xlarge", false, true},
    MachineFact{8, 61, "p3.2xlarge", false, true},      MachineFact{32, 244, "p3.8xlarge", false, true},
    MachineFact{64, 488, "p3.16xlarge", false, true},   MachineFact{96, 1152, "p4d.24xlarge", false, true},
    MachineFact{192, 2048, "p5.48xlarge", false, true},
};

}  // namespace

std::span<const MachineFact> machines() { return table; }

}  // namespace aurora::aws
