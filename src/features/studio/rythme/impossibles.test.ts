import { describe, expect, it } from 'vitest'
import { rendusImpossibles } from './impossibles.ts'

describe('ce qu’une date changée rend impossible', () => {
  const appel = (o: object) => ({ calendrier: { vagues: [{ ouverture: '2027-01-04 08:00:00', cloture: '2027-03-31 23:59:59', ...o }] } })
  const V = ['calendrier', 'vagues', 0]
  const retire = (avant: unknown, apres: unknown, ...cles: string[]) =>
    rendusImpossibles(
      avant,
      apres,
      cles.map(cle => [...V, cle]),
    ).map(r => r.retrait.lieu)
  it.each<[quoi: string, avant: object, apres: object, cle: string, parties: string[]]>([
    [
      'le relevé peut tomber le jour de la clôture',
      { releve: '2027-04-02' },
      { releve: '2027-04-02', cloture: '2027-04-02 23:59:59' },
      'cloture',
      [],
    ],
    [
      'pas avant elle',
      { releve: '2027-04-02' },
      { releve: '2027-04-02', cloture: '2027-04-03 00:00' },
      'cloture',
      ['/calendrier/vagues/0/releve'],
    ],
    [
      'ce qui était déjà impossible reste, et se dit',
      { comite: '2027-01-01' },
      { comite: '2027-01-01', cloture: '2027-05-01 12:00:00' },
      'cloture',
      [],
    ],
    ['une date à moitié tapée ne retire rien', { comite: '2027-05-01' }, { comite: '2027-05-01', cloture: '31/12/20' }, 'cloture', []],
    [
      'une date donnée pour la première fois compte aussi',
      { comite: '2027-05-01' },
      { comite: '2027-05-01', releve: '2027-06-01' },
      'releve',
      ['/calendrier/vagues/0/comite'],
    ],
    [
      'ouvrir et clore à la même seconde ne se peut pas',
      {},
      { ouverture: '2027-03-31 23:59:59' },
      'ouverture',
      ['/calendrier/vagues/0/cloture'],
    ],
  ])('%s', (_, avant, apres, cle, parties) => expect(retire(appel(avant), appel(apres), cle)).toEqual(parties))

  it('en deux temps, la clôture du premier passée après la réponse retire la réponse, et garde ce qui vient après', () => {
    const deux = (cloture: string) => ({
      ...appel({ cloture }),
      phases: { intention: { reponse: '2027-05-01' }, dossier_complet: { cloture: '2027-09-01 12:00:00', comite: '2027-10-01' } },
    })
    expect(retire(deux('2027-03-31 23:59:59'), deux('2027-06-15 12:00:00'), 'cloture')).toEqual(['/phases/intention/reponse'])
  })
  it('au fil de l’eau, la fin et le premier relevé viennent après l’ouverture', () => {
    const c = (ouverture: string) => ({
      calendrier: { continu: { ouverture, premier_releve: '2027-02-01 12:00:00', fin: '2027-12-31 12:00:00' } },
    })
    const r = rendusImpossibles(c('2027-01-01 08:00:00'), c('2027-03-01 08:00:00'), [['calendrier', 'continu', 'ouverture']])
    expect(r.map(x => x.retrait.lieu)).toEqual(['/calendrier/continu/premier_releve'])
  })
})
