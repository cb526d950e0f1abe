import type { Child } from 'hono/jsx'
import { ancreClause, paths } from '../../../paths.ts'
import { Clause, ClauseIci } from '../../../ui/liens.tsx'
import { Typo } from '../../../ui/texte.tsx'

/** Marks of clauses, in the order in which the page states them. */
export type Reperes = {
  /** Marks of the clauses that a sentence states. */
  de: (clauses: readonly string[] | undefined) => Child
  /** Marks of clauses that a line only applies: always links. */
  vers: (clauses: readonly string[] | undefined) => Child
}

/**
 * The first time that the page states a clause its mark is the target of links (`id`), afterwards a link to it. Sections are built one after
 * the other by plain calls, so « first » is the order of reading.
 */
export function creerReperes(): Reperes {
  const vues = new Set<string>()
  const lien = (clause: string) => <Clause texte={clause} href={`#${ancreClause(clause)}`} />
  const un = (clause: string) => {
    if (vues.has(clause)) return lien(clause)
    vues.add(clause)
    return <ClauseIci texte={clause} id={ancreClause(clause)} />
  }
  return {
    de: clauses => (clauses ?? []).map(c => [' ', un(c)]),
    vers: clauses => (clauses ?? []).map(c => [' ', lien(c)]),
  }
}

/** A sentence of the call with its clauses: the marks come after the final stop, which follows its word when they are not shown. */
export function enonce(texte: string, reperes: Reperes, clauses: readonly string[] | undefined): Child {
  if (!clauses?.length) return <Typo texte={texte} />
  return [<Typo texte={texte} />, reperes.de(clauses)]
}

/** Links of a verdict to the sentences of the call's page that it applies. */
export const clausesDe = (slug: string, clauses: readonly string[]) =>
  clauses.map(texte => ({ texte, href: paths.appels.clause(slug, texte) }))
