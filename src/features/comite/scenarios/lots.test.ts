import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lireAppel } from '../../appels/index.ts'
import type { Inscrit } from '../seance.ts'
import { enLots } from './lots.ts'
import { candidatsDe } from './probleme.ts'

const lots = (...bases: number[]) => bases.map((base, i) => ({ id: `l${i}`, rang: i + 1, intitule: i === 0 ? 'Portail' : '', base }))
const montants = (x: ReturnType<typeof enLots>) => x.lots.map(l => l.montant)

describe('ce qu’un dossier demande, lot par lot', () => {
  it('la demande se partage au centime, selon ce que l’aide peut payer de chaque lot', () => {
    const x = enLots(lots(1_000, 1_000, 1_000), 10_000, null)
    expect(montants(x)).toEqual([3_334, 3_333, 3_333])
    expect(x.lots.map(l => l.libelle)).toEqual(['Lot\u00a01, Portail', 'Lot\u00a02', 'Lot\u00a03'])
  })

  it('sans plancher du porteur, un lot est financé en entier, et le moindre suffit', () => {
    const x = enLots(lots(8_000, 2_000), 10_000, null)
    expect(x).toMatchObject({ plancher: 2_000, lots: [{ plancher: 8_000 }, { plancher: 2_000 }] })
  })

  it('avec un plancher, chaque lot peut baisser comme le dossier', () => {
    const x = enLots(lots(8_000, 2_000), 10_000, 5_000)
    expect(x).toMatchObject({ plancher: 5_000, lots: [{ plancher: 4_000 }, { plancher: 1_000 }] })
  })

  it.each([
    ['un seul lot', lots(1_000)],
    ['plus de lots que le calcul n’en pèse', lots(...Array.from({ length: 9 }, () => 1_000))],
    ['un lot qui ne pèse pas un centime', lots(1_000_000_000, 1)],
  ])('%s\u00a0: d’un bloc', (_cas, deposes) => {
    expect(enLots(deposes, 10_000, null)).toEqual({ lots: [], plancher: 10_000 })
  })

  it('un appel qui ne parle pas de lots finance d’un bloc', () => {
    const lu = lireAppel(readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8'), 'appel.yml')
    if (!lu.ok) throw new Error('appel.yml')
    const valeurs = {
      'lots.portail1.intitule': 'Portail',
      'lots.portail1.aide': ['oui'],
      'lots.former02.aide': ['oui'],
      'depenses.ligne001.lot': 'portail1',
      'depenses.ligne001.nature': 'prestation',
      'depenses.ligne001.ht': 800,
      'depenses.ligne002.lot': 'former02',
      'depenses.ligne002.nature': 'formation',
      'depenses.ligne002.ht': 200,
    }
    const reponses = { valeurs, lignes: { lots: ['portail1', 'former02'], depenses: ['ligne001', 'ligne002'] } }
    const montant = { id: 'd', base: null, minimale: null, beneficiaires: 0, reponses, lignes: null, enveloppes: [] }
    const candidat = (appel: typeof lu.value) => candidatsDe([{ id: 'd' } as Inscrit], [montant], new Map(), appel)[0]!
    expect(candidat(lu.value).lots.map(l => l.base)).toEqual([800, 200])
    expect(candidat({ ...lu.value, aide: { ...lu.value.aide, lots: undefined } }).lots).toEqual([])
  })
})
