#include "gc/statistics.h"

namespace krait::gc {

const char* CategoryName(Category category) {
  static constexpr const char* kNames[kCategoryCount] = {
      "cells",    "large objects", "collector",    "buffers",  "stacks",
      "bytecode", "sites",         "machine code", "compiler", "host",
  };
  return kNames[static_cast<size_t>(category)];
}

}  // namespace krait::gc
