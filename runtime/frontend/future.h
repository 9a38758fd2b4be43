// `from __future__ import ...`: which features a module asks for.
#ifndef KRAIT_RUNTIME_FRONTEND_FUTURE_H_
#define KRAIT_RUNTIME_FRONTEND_FUTURE_H_

#include <cstdint>
#include <string>

#include "runtime/frontend/ast.h"

namespace krait::frontend {

struct FutureFeatures {
  bool annotations = false;
  bool barry = false;
  int32_t last_line = -1;  // of the last such import; later ones are errors

  std::string error;  // empty: none
  Position error_position;
};

FutureFeatures FindFutureFeatures(const Node* root);

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_FUTURE_H_
