// Constants of the code being generated.
//
// ConstantPool is what one code object will have in co_consts: each distinct value once. Values are
// distinct by their word, which tells 1, 1.0 and True, or 0.0 and -0.0, apart; ConstantFactory
// makes sure that equal strings, bytes and tuples of one compilation are the same object.
#ifndef KRAIT_RUNTIME_FRONTEND_COMPILER_CONSTANT_POOL_H_
#define KRAIT_RUNTIME_FRONTEND_COMPILER_CONSTANT_POOL_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "gc/roots.h"
#include "gc/value.h"
#include "runtime/frontend/ast.h"

namespace krait {

class Isolate;
struct ValueArray;

namespace compiler {

class ConstantPool {
 public:
  explicit ConstantPool(Isolate* iso);
  void Clear();
  uint32_t Add(Value value);
  uint32_t AddUnique(Value value);  // even if it is there: the doc string's place
  ValueArray* ToArray(Isolate* iso) const;

 private:
  gc::RootVector values_;
  absl::flat_hash_map<uint64_t, uint32_t> index_;  // only when there are many
};

class ConstantFactory {
 public:
  explicit ConstantFactory(Isolate* iso);

  // Empty with the exception pending.
  Value Make(const frontend::Constant* constant);
  Value String(std::string_view text);
  Value BytesOf(std::string_view bytes);
  Value TupleOf(std::span<const Value> items);
  // The one object for this str, bytes or tuple; other values as they are. For results of folding.
  Value Unify(Value value);

 private:
  Value Keep(Value value);
  Value Container(const frontend::Constant* constant);  // of tuples and frozensets

  Isolate* iso_;
  gc::RootVector kept_;
  absl::flat_hash_map<std::string_view, Value, std::hash<std::string_view>> strings_;
  absl::flat_hash_map<std::string_view, Value, std::hash<std::string_view>> bytes_;
  absl::flat_hash_map<std::string, Value> tuples_;
};

// The results of operators on constants, within CPython's limits on size. Empty and nothing
// pending: not foldable.
Value FoldBinary(Isolate* iso, frontend::BinaryOperator op, Value left, Value right);
Value FoldUnary(Isolate* iso, frontend::UnaryOperator op, Value operand);
Value FoldSubscript(Isolate* iso, Value container, Value key);

// The truth of a constant that Generator folds on: never runs script code.
bool ConstantTruth(Isolate* iso, Value value);

}  // namespace compiler
}  // namespace krait

#endif  // KRAIT_RUNTIME_FRONTEND_COMPILER_CONSTANT_POOL_H_
