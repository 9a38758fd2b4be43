#include "runtime/bytecode/opcodes.h"

#include <string_view>

namespace krait {

namespace {

constexpr OpInfo Info(const char* name, const char* format, Op generic) {
  return {name, format, generic, static_cast<int>(std::string_view(format).size()) - 2};
}

constexpr OpInfo kInfos[] = {
#define KRAIT_OP(Name, format) Info(#Name, format, Op::k##Name),
#define KRAIT_QUICKENED_OP(Name, format, Generic) Info(#Name, format, Op::k##Generic),
    KRAIT_OPCODES(KRAIT_OP) KRAIT_QUICKENED_OPCODES(KRAIT_QUICKENED_OP)
#undef KRAIT_OP
#undef KRAIT_QUICKENED_OP
};

static_assert(sizeof(kInfos) / sizeof(kInfos[0]) <= 256);

}  // namespace

const OpInfo& InfoOf(Op op) { return kInfos[static_cast<int>(op)]; }

}  // namespace krait
