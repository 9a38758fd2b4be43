// Writes random handle graphs, arguments for them and what invoking them gave, as text that
// RunGraphs.java reads.
//
//   write_graphs [how many, 2000] [first seed, 0]
//
//   graph SEED
//   node ID KIND TYPE INDEX CHILDREN OPERANDS...   children first; the last one is the root
//   run TRACE OUTCOME ARGUMENTS...
//
// TYPE is a letter for each parameter and the result, behind ">". An outcome is a word, "-" (void),
// or
// "!CODE,VALUE" (an error). Words: J5, D<bits>, Z1; values: Oi5, Od<bits>, Ot, Of, On (None), Oe
// (Empty); pointers: PA (the array), P<node> (a handle).
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "callsite/evaluator.h"
#include "callsite/invocation_context.h"
#include "tests/callsite/random_graphs.h"

namespace krait::callsite {
namespace {

char Letter(Representation r) {
  switch (r) {
    case Representation::kValue:
      return 'O';
    case Representation::kInt64:
      return 'J';
    case Representation::kDouble:
      return 'D';
    case Representation::kBool:
      return 'Z';
    case Representation::kPointer:
      return 'P';
    case Representation::kVoid:
      return 'V';
  }
  return '?';
}

std::string TypeText(const MethodType& type) {
  std::string text;
  for (const Parameter& p : type.parameters()) text += Letter(p.representation);
  return text + '>' + Letter(type.result());
}

std::string Hex(uint64_t bits) {
  char text[20];
  std::snprintf(text, sizeof text, "%" PRIx64, bits);
  return text;
}

std::string ValueText(Value v) {
  if (v.IsInt()) return "i" + std::to_string(v.AsInt());
  if (v.IsDouble()) return "d" + Hex(std::bit_cast<uint64_t>(v.AsDouble()));
  if (v.IsBool()) return v.IsTrue() ? "t" : "f";
  return v.IsEmpty() ? "e" : "n";
}

class Writer {
 public:
  explicit Writer(const RandomGraphs& graphs) : graphs_(graphs) {}

  void Graph(int seed, const MethodHandle& root) {
    ids_.clear();
    std::printf("graph %d\n", seed);
    Node(root);
  }

  std::string Word(Representation r, uint64_t word) {
    switch (r) {
      case Representation::kValue:
        return "O" + ValueText(Value::FromBits(word));
      case Representation::kDouble:
        return "D" + Hex(word);
      case Representation::kBool:
        return word != 0 ? "Z1" : "Z0";
      case Representation::kPointer:
        if (word == reinterpret_cast<uint64_t>(graphs_.array())) return "PA";
        return "P" + std::to_string(Node(*reinterpret_cast<const MethodHandle*>(word)));
      default:
        return "J" + std::to_string(static_cast<int64_t>(word));
    }
  }

 private:
  // What beyond the children a node of its kind says.
  std::string Operands(const MethodHandle& h) {
    switch (h.kind()) {
      case HandleKind::kConstant:
        return " O" + ValueText(h.value());
      case HandleKind::kWord:
        return " " + Word(h.type()->result(), h.word(0));
      case HandleKind::kFunction:
        return std::string(" ") + reinterpret_cast<const char*>(h.word(2));
      case HandleKind::kSwitchPointGuard:
        return static_cast<SharedSwitchPoint*>(h.resource())->valid() ? " 1" : " 0";
      case HandleKind::kInvokeSite: {
        const HandleRef target = static_cast<SiteCell*>(h.resource())->site()->Target();
        return " " + std::to_string(Node(*target));
      }
      case HandleKind::kInvoker:
        return " " + TypeText(*h.type()->Drop(0, 1));
      case HandleKind::kPermuteArguments:
      case HandleKind::kSpread:
      case HandleKind::kGather: {
        std::string text;
        for (int i = 0; i < h.word_count(); ++i) text += " " + std::to_string(h.word(i));
        return text;
      }
      default:
        return "";
    }
  }

  int Node(const MethodHandle& h) {
    if (const auto known = ids_.find(&h); known != ids_.end()) return known->second;
    std::string children;
    for (int i = 0; i < h.child_count(); ++i) {
      children += i == 0 ? "" : ",";
      children += h.child(i) == nullptr ? "-" : std::to_string(Node(*h.child(i)));
    }
    const std::string operands = Operands(h);
    const int id = static_cast<int>(ids_.size());
    ids_.emplace(&h, id);
    std::printf("node %d %s %s %d %s%s\n", id, HandleKindName(h.kind()),
                TypeText(*h.type()).c_str(), h.index(), children.empty() ? "." : children.c_str(),
                operands.c_str());
    return id;
  }

  const RandomGraphs& graphs_;
  std::map<const MethodHandle*, int> ids_;
};

void WriteAll(int count, int first) {
  HandleTable table;
  InvocationContext context(table);
  ReferenceEvaluator reference;
  RandomGraphs graphs(table, reference);
  Writer writer(graphs);
  for (int seed = first; seed < first + count; ++seed) {
    graphs.Seed(static_cast<uint64_t>(seed));
    const HandleRef graph = graphs.Graph(1 + seed % 6);
    const MethodType& type = *graph->type();
    writer.Graph(seed, *graph);
    for (int run = 0; run < 3; ++run) {
      std::vector<uint64_t> words;
      std::string arguments;
      for (const Parameter& p : type.parameters()) {
        words.push_back(graphs.RandomWord(p.representation));
        arguments += " " + writer.Word(p.representation, words.back());
      }
      graphs.StartRun();
      uint64_t result = 0;
      std::string outcome = "-";
      if (!Invoke(*graph, context, words.data(), &result)) {
        const PendingError error = context.TakeError();
        outcome = "!" + std::to_string(error.code) + "," + ValueText(error.value);
      } else if (type.result() != Representation::kVoid) {
        outcome = writer.Word(type.result(), result);
      }
      std::printf("run %s %s%s\n", Hex(graphs.trace).c_str(), outcome.c_str(), arguments.c_str());
    }
  }
}

}  // namespace
}  // namespace krait::callsite

int main(int argc, char** argv) {
  krait::callsite::WriteAll(argc > 1 ? std::atoi(argv[1]) : 2000,
                            argc > 2 ? std::atoi(argv[2]) : 0);
}
