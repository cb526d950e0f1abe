import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { openWorld, type World } from '../../test/world.ts'
import { mentionDe, tauxDe } from './rgaa.rules.ts'
import { lireEvaluation } from './rgaa.ts'

/** How many criteria each theme of the RGAA 4.1.2 has, in the order of the themes. */
const PAR_THEME = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12]
const evaluation = lireEvaluation()
const { criteres } = evaluation
const resultats = (...rs: ('conforme' | 'non conforme' | 'non applicable')[]) => rs.map(resultat => ({ resultat }))

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())
const lire = async (chemin: string) =>
  (await (await w.get(chemin)).text())
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')

describe('la déclaration d’accessibilité', () => {
  it('repose sur les 106 critères, chacun une fois, dans l’ordre', () => {
    expect(criteres.map(c => c.numero)).toEqual(PAR_THEME.flatMap((n, t) => Array.from({ length: n }, (_, i) => `${t + 1}.${i + 1}`)))
    expect(new Set(criteres.map(c => `${c.numero.split('.')[0]} ${c.theme}`)).size).toBe(13)
  })

  it('dit pourquoi un critère n’est pas conforme', () => {
    for (const c of criteres) if (c.resultat === 'non conforme') expect(c.remarque, c.numero).toBeTruthy()
  })

  // seen to fail: 13.1, looked at by rgaa.ts, did not say so; a test that does not exist
  it('ne dit automatique que ce qu’un test rejoue', () => {
    const controles = [...readFileSync('src/test/rgaa.ts', 'utf8').matchAll(/['`](\d{1,2}\.\d{1,2})\b/g)].map(x => x[1]!)
    const parNumero = new Map(criteres.map(c => [c.numero, c]))
    for (const numero of new Set(controles)) expect(parNumero.get(numero)?.preuve, numero).toContain('src/test/rgaa.ts')
    for (const c of criteres.filter(x => x.methode === 'automatique')) {
      expect(c.preuve, c.numero).toMatch(/axe, règle|src\/test\//)
      for (const [fichier] of c.preuve.matchAll(/src\/\S+\.ts/g)) expect(existsSync(fichier), `${c.numero} : ${fichier}`).toBe(true)
    }
  })

  it('calcule son taux sur les critères qui s’appliquent, arrondi au-dessous', () => {
    expect(tauxDe(resultats('conforme', 'conforme', 'non conforme', 'non applicable'))).toEqual({ conformes: 2, applicables: 3, taux: 66 })
    expect(mentionDe(resultats('conforme', 'non conforme'))).toBe('partiellement conforme')
    expect(mentionDe(resultats('conforme', 'non conforme', 'non conforme'))).toBe('non conforme')
    expect(mentionDe(resultats('conforme', 'non applicable'))).toBe('totalement conforme')
    expect(mentionDe([])).toBe('non conforme')
  })

  it('donne le taux, chaque défaut, les pages vues, la date, et ne se dit pas un audit extérieur', async () => {
    const page = await lire(paths.accessibilite)
    const { conformes, applicables, taux } = tauxDe(criteres)
    expect(page).toContain(`${conformes} critères respectés sur les ${applicables} qui s’appliquent, soit ${taux} %`)
    for (const c of criteres.filter(x => x.resultat === 'non conforme')) expect(page).toContain(`Critère ${c.numero}, « `)
    for (const p of evaluation.echantillon) expect(page).toContain(p.page.replace(/\s+/g, ' '))
    for (const mot of [
      'auto-évaluation',
      'Aucun organisme extérieur',
      'article 47',
      'Défenseur des droits',
      'Établissement de cette déclaration',
    ])
      expect(page).toContain(mot)
  })

  it('chaque page porte la mention au pied', async () => {
    expect(await lire(paths.aide)).toContain(`Accessibilité : ${mentionDe(criteres)}`)
  })
})
