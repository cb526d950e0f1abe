// What `npm test` counts, as Vitest ends: each test passed or failed, and each skipped one with the reason that it gives.
import { writeFileSync } from 'node:fs'

export default class CompterTests {
  onTestRunEnd(modules, erreurs) {
    const r = { passed: 0, failed: 0, horsTests: erreurs.length, ignores: [], longs: lesPlusLongs(modules) }
    for (const m of modules) {
      if (m.state() === 'failed' && m.errors().length > 0) r.horsTests++
      for (const t of m.children.allTests()) {
        const { state, note } = t.result()
        if (state === 'passed' || state === 'failed') r[state]++
        else r.ignores.push({ nom: `${m.relativeModuleId} > ${t.fullName}`, raison: note ?? '' })
      }
    }
    writeFileSync(process.env.GUICHET_COMPTE_TESTS, JSON.stringify(r))
  }
}

/** The files that take the longest, whose seconds are those of their tests: where a run that grows too long is cut first. */
const lesPlusLongs = modules =>
  modules
    .map(m => ({ fichier: m.relativeModuleId, secondes: Math.round(m.diagnostic().duration / 1000) }))
    .sort((a, b) => b.secondes - a.secondes)
    .slice(0, 25)

/** What is added to the line of `npm test`, and what is said of each skipped test: one that gives no reason is a failure, and so is a run without a test. */
export function compter(r, reussi) {
  const sansRaison = r.ignores.filter(t => !t.raison).length
  const rates = r.failed + r.horsTests + sansRaison
  return {
    passed: r.passed,
    failed: rates || (!reussi || r.passed === 0 ? 1 : 0),
    skipped: r.ignores.length,
    lignes: [
      ...(r.longs ?? []).map(l => `${String(l.secondes).padStart(4)} s  ${l.fichier}`),
      ...r.ignores.map(t => `ignoré : ${t.nom} — ${t.raison || 'sans raison dite, ce qui est une faute'}`),
    ],
  }
}
