// Joins the pieces of an error message.
#ifndef KRAIT_RUNTIME_FRONTEND_JOIN_H_
#define KRAIT_RUNTIME_FRONTEND_JOIN_H_

#include <initializer_list>
#include <string>
#include <string_view>

namespace krait::frontend {

inline std::string Join(std::initializer_list<std::string_view> pieces) {
  std::string result;
  for (std::string_view piece : pieces) result += piece;
  return result;
}

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_JOIN_H_
