import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { chargerAppel } from '../../../test/appels/jouer.ts'
import { analyser, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { commencer, deposer, joindre, lisible } from '../../../test/vico.ts'
import { publierFichier } from '../../appels/index.ts'
import { echelonsDe, grilleDe, libelleChamp, motEchelon } from './grille.rules.ts'

const FONDS = 'src/test/appels/fonds-departemental.yml'
const grille = (chemin: string) => {
  const appel = chargerAppel(chemin)
  return grilleDe(appel, new Set(appel.criteres.liste.map(c => c.code)))
}

describe('la grille d’un appel, quel qu’il soit', () => {
  it('une échelle sans mots en propose quatre ; les poids restent, un critère peut n’en pas avoir', () => {
    const g = grille('src/test/appels/deux-vagues.yml')
    expect(g.echelle.map(e => e.libelle)).toEqual(['Absent', 'Partiel', 'Solide', 'Exemplaire'])
    expect(g.criteres.map(c => [c.repere, c.poids])).toEqual([
      ['1', 3],
      ['2', undefined],
    ])
    expect(g.priorites).toEqual([])
    expect(libelleChamp(g, 'critere.portage')).toBe('appréciation du critère 2')
  })

  it('une échelle avec des mots est celle de l’appel, « sans objet » seulement où il l’admet', () => {
    const g = grille('appels/itn7-axe3-corse-2021/appel.yml')
    expect(g.criteres.map(c => c.repere)).toEqual(['(a)', '(b)', '(c)', '(d)', '(e)', '(f)'])
    expect(g.criteres.map(c => echelonsDe(g, c).length)).toEqual([4, 4, 4, 4, 4, 5])
    expect(motEchelon(g, '3')).toBe('Fort')
    expect(motEchelon(g, '9')).toBeUndefined()
  })

  it('un critère dont la condition n’est pas remplie n’est pas à apprécier', () => {
    const g = grilleDe(chargerAppel(FONDS), new Set(['utilite']))
    expect(g.criteres.map(c => c.applicable)).toEqual([true, false, ...g.criteres.slice(2).map(() => false)])
  })
})

describe('un dossier d’un fonds départemental, de 25 à 35 % selon la catégorie', () => {
  let m: MondeInstruction
  let id: string
  const i = paths.instruction

  beforeAll(async () => {
    m = await ouvrirInstruction()
    const { w } = m
    const texte = readFileSync(FONDS, 'utf8').replaceAll('"19"', '"2A"').replaceAll('nom: Corrèze', 'nom: Corse-du-Sud')
    const publie = await w.auGuichet(tx => publierFichier(tx, w.ctx(), texte))
    expect(publie.ok).toBe(true)
    w.regler('2027-02-01T10:00:00')
    const cookie = m.porteur.cookie
    id = await commencer(w, cookie, { slug: 'fonds-equipements-2027' })
    const etapes: Record<string, Record<string, string | string[]>> = {
      projet: {
        titre: 'Refaire la place',
        volet: 'voirie',
        actions: ['chaussee'],
        resume: 'La place est reprise.',
        date_fin: '30/11/2027',
        labels: 'energie',
      },
      plan: {
        _geste: ['ajouter:depenses:travaux1', 'ajouter:depenses:terrain2'],
        'depenses.travaux1.libelle': 'Travaux de chaussée',
        'depenses.travaux1.nature': 'travaux',
        'depenses.travaux1.ht': '40 000',
        'depenses.terrain2.libelle': 'Parcelle',
        'depenses.terrain2.nature': 'foncier',
        'depenses.terrain2.ht': '5 000',
        aide: '10 000',
        part: '35 000',
        aides_etat: '0',
      },
    }
    // a choice that opens other fields is saved first
    for (const [etape, champs] of [...Object.entries(etapes), ['projet', etapes.projet!] as const])
      await w.post(paths.dossiers.etape(id, etape), champs, cookie)
    for (const code of ['deliberation', 'devis']) await joindre(w, cookie, id, code)
    const depose = await deposer(w, cookie, id, {})
    expect(depose.status, await lisible(depose)).toBe(303)
    await w.owner.query("update dossier set etat = 'en_instruction' where id = $1", [id])
  })
  afterAll(() => m.w.close())

  const terminer = (champs: Record<string, string | string[]>) => analyser({ w: m.w, referent: m.administratrice }, id, champs)

  it('la page montre ses critères avec leur coefficient, et rien des priorités qu’il n’a pas', async () => {
    const page = await lisible(await m.w.get(i.analyse(id), m.administratrice.cookie))
    expect(page).toMatch(/1 Utilité coefficient 2/)
    expect(page).toContain('Absent Partiel Solide Exemplaire')
    expect(page).toContain('Règle « Labels »')
    expect(page).not.toContain('Priorités')
    // the land is never in the base
    expect(page).toContain('Lignes retenues 45 000 € 40 000 €')
  })

  it('un montant que le taux de la catégorie ne permet pas est refusé avec sa clause ; le bon passe', async () => {
    const refus = await terminer({ ligne: '1', base: '39 000', taux: '25,5' })
    expect(refus.status).toBe(422)
    expect(await lisible(refus)).toContain('Avec ce montant, la règle « Taux de la catégorie » (A3) n’est pas respectée')
    const petit = await terminer({ ligne: '1', calcule: 'taux', montant: '10 000,01' })
    expect(await lisible(petit)).toContain('dépasse de 0,01 € l’aide demandée')
    expect((await terminer({ ligne: '1', taux: '25' })).status).toBe(303)
    expect(await ligneDe(m.w, id)).toMatchObject({ fiche_terminee: true, montant_propose: 1_000_000 })
  })
})
