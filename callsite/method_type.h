// Method types: what an invocation takes and gives back.
//
//   (int64, double, value name, *value)double
//
// A type is a result and a list of parameters. A parameter has a representation (how the argument
// stands in its 64-bit word) and a role: positional, passed by keyword, or packed positional /
// keyword arguments of a call with stars. Types are interned in a TypeTable: identity is equality.
// They live as long as their table.
//
// Derived types (Insert, Drop ...) are null when the position is out of range or the type would
// have more than kMaxArity parameters; whoever builds handles checks and reports.
#ifndef KRAIT_CALLSITE_METHOD_TYPE_H_
#define KRAIT_CALLSITE_METHOD_TYPE_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace krait::callsite {

//   V(Representation, "name")    the word of an argument or a result
#define KRAIT_REPRESENTATIONS(V)                                        \
  V(Value, "value")     /* a Value                                   */ \
  V(Int64, "int64")     /* two's complement                          */ \
  V(Double, "double")   /* its bits                                  */ \
  V(Bool, "bool")       /* 0 or 1                                    */ \
  V(Pointer, "pointer") /* of the host; never looked into            */ \
  V(Void, "void")       /* no word; results only                     */

enum class Representation : uint8_t {
#define KRAIT_REPRESENTATION(Name, text) k##Name,
  KRAIT_REPRESENTATIONS(KRAIT_REPRESENTATION)
#undef KRAIT_REPRESENTATION
};

const char* RepresentationName(Representation representation);

struct Parameter {
  enum class Role : uint8_t { kPositional, kKeyword, kStar, kDoubleStar };

  constexpr Parameter() = default;
  // A plain positional one.
  constexpr Parameter(Representation r) : representation(r) {}  // NOLINT
  constexpr Parameter(Representation r, Role role, std::string_view name = {})
      : representation(r), role(role), name(name) {}
  static constexpr Parameter Keyword(std::string_view name,
                                     Representation r = Representation::kValue) {
    return {r, Role::kKeyword, name};
  }
  static constexpr Parameter Star() { return {Representation::kValue, Role::kStar}; }
  static constexpr Parameter DoubleStar() { return {Representation::kValue, Role::kDoubleStar}; }

  friend bool operator==(const Parameter&, const Parameter&) = default;

  Representation representation = Representation::kValue;
  Role role = Role::kPositional;
  std::string_view name;  // of kKeyword; an interned type's own copy
};

class HandleTable;
class TypeTable;

class MethodType {
 public:
  static constexpr int kMaxArity = 255;

  MethodType(const MethodType&) = delete;
  MethodType& operator=(const MethodType&) = delete;

  Representation result() const { return result_; }
  int arity() const { return arity_; }
  // Requires 0 <= i < arity().
  const Parameter& parameter(int i) const { return parameters_[i]; }
  Representation at(int i) const { return parameters_[i].representation; }
  std::span<const Parameter> parameters() const {
    return {parameters_.get(), static_cast<size_t>(arity_)};
  }
  TypeTable& table() const { return *table_; }

  // Every parameter and the result is a value.
  bool is_generic() const { return generic_; }

  const MethodType* ChangeResult(Representation result) const;
  const MethodType* ChangeParameter(int position, Parameter to) const;
  const MethodType* Insert(int position, std::span<const Parameter> added) const;
  const MethodType* Append(std::span<const Parameter> added) const { return Insert(arity_, added); }
  // Without the parameters [first, last).
  const MethodType* Drop(int first, int last) const;
  // The parameters [first, last) replaced.
  const MethodType* Replace(int first, int last, std::span<const Parameter> by) const;
  // Values throughout, plain positional parameters.
  const MethodType* Generic() const;

  // The parameters are the same as `other`'s from `position` on, as far as `other` reaches.
  bool HasAt(int position, const MethodType& other) const;

  // "(int64, value key, *value)double".
  std::string ToString() const;

 private:
  friend class TypeTable;
  MethodType() = default;

  Representation result_ = Representation::kVoid;
  bool generic_ = false;
  int arity_ = 0;
  std::unique_ptr<Parameter[]> parameters_;
  std::unique_ptr<char[]> names_;
  TypeTable* table_ = nullptr;
};

class TypeTable {
 public:
  // `handles` is the table whose handles have these types; null: none.
  explicit TypeTable(HandleTable* handles = nullptr);
  ~TypeTable();
  TypeTable(const TypeTable&) = delete;
  TypeTable& operator=(const TypeTable&) = delete;

  // Null: too many parameters, or one of them is void.
  const MethodType* Get(Representation result, std::span<const Parameter> parameters);
  const MethodType* Get(Representation result, std::initializer_list<Parameter> parameters) {
    return Get(result, std::span<const Parameter>(parameters.begin(), parameters.size()));
  }
  // Values throughout.
  const MethodType* Generic(int arity);

  size_t size() const;
  HandleTable* handles() const { return handles_; }

 private:
  struct Map;
  HandleTable* handles_;
  std::unique_ptr<Map> map_;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_METHOD_TYPE_H_
