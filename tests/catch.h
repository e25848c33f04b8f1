#pragma once
// The same test file builds with Catch2 2 (Debian 12) and Catch2 3 (later).
#ifdef AURORA_CATCH2_V3
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
