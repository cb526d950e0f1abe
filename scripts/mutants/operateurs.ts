// Every small fault that can be put in a file: comparisons, conditions, sums, bounds, steps left out, and what SQL is asked (a `where` less, « and »
// for « or », a bound moved): an act of ours holds half of its rule there, which tools that empty texts do not see.
import ts from 'typescript'

/** One fault: the characters from `de` to `a` become `par`. */
export type Mutant = { de: number; a: number; par: string; operateur: string }

const BINAIRES: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '+=': ['-='],
  '-=': ['+='],
}
const METHODES: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  floor: 'ceil',
  ceil: 'floor',
  round: 'floor',
  min: 'max',
  max: 'min',
  startsWith: 'endsWith',
  innerJoin: 'leftJoin',
}
/** Calls that a chain can do without: what remains is wider, or in another order. */
const MAILLONS = new Set([
  'where',
  'whereRef',
  'filter',
  'limit',
  'distinct',
  'orderBy',
  'toSorted',
  'sort',
  'slice',
  'having',
  'forUpdate',
])
const COMPARAISONS: Readonly<Record<string, string>> = { '=': '!=', '!=': '=', '<': '<=', '<=': '<', '>': '>=', '>=': '>', in: 'not in' }
const SQL: readonly (readonly [RegExp, string])[] = [
  [/ <= /g, ' < '],
  [/ >= /g, ' > '],
  [/ < /g, ' <= '],
  [/ > /g, ' >= '],
  [/ = /g, ' <> '],
  [/ <> /g, ' = '],
  [/ and /g, ' or '],
  [/ or /g, ' and '],
  [/ is null/g, ' is not null'],
  [/ is not null/g, ' is null'],
  [/\bnot exists\b/g, 'exists'],
  [/(?<!not )\bexists\b/g, 'not exists'],
  [/\bsum\(/g, 'max('],
  [/\bleast\(/g, 'greatest('],
  [/\bgreatest\(/g, 'least('],
  [/ desc\b/g, ' asc'],
]

export function mutantsDe(fichier: string, texte: string): Mutant[] {
  const source = ts.createSourceFile(
    fichier,
    texte,
    ts.ScriptTarget.Latest,
    true,
    fichier.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const mutants: Mutant[] = []
  const noter = (n: { getStart(): number; end: number }, par: string, operateur: string) =>
    mutants.push({ de: n.getStart(), a: n.end, par, operateur })
  const noterTexte = (n: ts.Node) => {
    for (const [motif, par] of SQL)
      for (const m of n.getText().matchAll(motif)) {
        const de = n.getStart() + m.index
        mutants.push({ de, a: de + m[0].length, par, operateur: 'SQL' })
      }
  }
  const condition = (n: ts.Expression) => {
    noter(n, 'true', 'condition vraie')
    noter(n, 'false', 'condition fausse')
  }
  const visiter = (n: ts.Node): void => {
    if (
      ts.isImportDeclaration(n) ||
      ts.isExportDeclaration(n) ||
      ts.isTypeNode(n) ||
      ts.isInterfaceDeclaration(n) ||
      ts.isTypeAliasDeclaration(n)
    )
      return
    if (ts.isBinaryExpression(n)) {
      const signe = n.operatorToken.getText()
      const deTexte = signe === '+' && [n.left, n.right].some(x => ts.isStringLiteralLike(x) || ts.isTemplateExpression(x))
      for (const par of deTexte ? [] : (BINAIRES[signe] ?? [])) noter(n.operatorToken, par, `${signe} devient ${par}`)
    } else if (ts.isPrefixUnaryExpression(n) && n.operator === ts.SyntaxKind.ExclamationToken)
      noter(n, n.operand.getText(), 'négation ôtée')
    else if (n.kind === ts.SyntaxKind.TrueKeyword) noter(n, 'false', 'vrai devient faux')
    else if (n.kind === ts.SyntaxKind.FalseKeyword) noter(n, 'true', 'faux devient vrai')
    else if (ts.isIfStatement(n)) condition(n.expression)
    else if (ts.isConditionalExpression(n)) condition(n.condition)
    else if (ts.isNumericLiteral(n) && !ts.isPropertyName(n.parent)) noter(n, n.text === '0' ? '1' : `(${n.text} + 1)`, 'nombre plus un')
    else if (ts.isCallExpression(n)) appel(n)
    else if (ts.isExpressionStatement(n)) etape(n)
    else if (ts.isStringLiteral(n) && ts.isCaseClause(n.parent)) noter(n, "'?'", 'cas inconnu')
    else if (ts.isArrayLiteralExpression(n) && n.elements.length > 1 && n.elements.every(e => ts.isStringLiteral(e)))
      for (const e of n.elements) noter(e, "'?'", 'membre de liste inconnu')
    else if (ts.isTaggedTemplateExpression(n) && n.tag.getText() === 'sql') {
      if (ts.isNoSubstitutionTemplateLiteral(n.template)) noterTexte(n.template)
      else for (const morceau of [n.template.head, ...n.template.templateSpans.map(s => s.literal)]) noterTexte(morceau)
    }
    ts.forEachChild(n, visiter)
  }
  const appel = (n: ts.CallExpression) => {
    if (!ts.isPropertyAccessExpression(n.expression)) return
    const { name, expression } = n.expression
    const autre = METHODES[name.text]
    if (autre) noter(name, autre, `${name.text} devient ${autre}`)
    if (MAILLONS.has(name.text)) mutants.push({ de: expression.end, a: n.end, par: '', operateur: `${name.text} ôté` })
    const signe = n.arguments[1]
    const comparaison = signe && ts.isStringLiteral(signe) && COMPARAISONS[signe.text]
    if (comparaison) noter(signe, `'${comparaison}'`, `SQL ${signe.text} devient ${comparaison}`)
  }
  /** What an act does and whose answer it does not keep: a write, a line of the journal, a mail, a check that throws. */
  const etape = (n: ts.ExpressionStatement) => {
    const e = ts.isAwaitExpression(n.expression) ? n.expression.expression : n.expression
    if (ts.isCallExpression(e) && e.expression.kind !== ts.SyntaxKind.SuperKeyword) noter(n, ';', 'étape ôtée')
  }
  visiter(source)
  return mutants.sort((x, y) => x.de - y.de || x.a - y.a || x.par.localeCompare(y.par))
}

export const appliquer = (texte: string, m: Mutant) => texte.slice(0, m.de) + m.par + texte.slice(m.a)

/** What can no longer be read as a program is no fault that a test would have to find. */
export function seLit(fichier: string, texte: string): boolean {
  const { diagnostics } = ts.transpileModule(texte, {
    fileName: fichier,
    reportDiagnostics: true,
    compilerOptions: { jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  })
  return !diagnostics?.length
}

/** The place of each function's body, the outer ones first. */
export function fonctionsDe(fichier: string, texte: string): { de: number; a: number; bloc: boolean }[] {
  const source = ts.createSourceFile(
    fichier,
    texte,
    ts.ScriptTarget.Latest,
    true,
    fichier.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const corps: { de: number; a: number; bloc: boolean }[] = []
  const visiter = (n: ts.Node): void => {
    if (ts.isFunctionLike(n) && 'body' in n && n.body) {
      const b = n.body as ts.Node
      corps.push({ de: b.getStart(), a: b.end, bloc: ts.isBlock(b) })
    }
    ts.forEachChild(n, visiter)
  }
  visiter(source)
  return corps
}
