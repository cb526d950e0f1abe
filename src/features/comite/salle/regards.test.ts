import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { ouvrirSalle } from '../../../test/salle.ts'

const p = paths.comite
const s = ouvrirSalle()
const { decider, lire, q } = s

describe('les notes dans la salle', () => {
  it('restent cachées à qui n’a pas finalisé les siennes\u00a0; qui a finalisé, et l’administration, les voient', async () => {
    const [d] = s.dossiers as [string]
    for (const [membre, avis] of [
      [s.m.regionale, 'Avis de la régionale'],
      [s.m.corseDuSud, 'Avis du 2A'],
    ] as const)
      await q(
        `insert into grille (id, guichet_id, seance_id, membre_id, dossier_id, avis, modifiee_le, finalisee_le, depot_id)
          select gen_random_uuid(), x.guichet_id, x.seance_id, x.id, $3, $4, $5, $5, i.depot_id from seance_membre x, instruction i
          where x.seance_id = $1 and x.compte_id = $2 and i.dossier_id = $3`,
        [s.seance, membre.id, d, avis, s.m.w.horloge.instant],
      )
    const salle = (cookie: string) => lire(s.m.w.get(p.salleDossier(s.seance, d), cookie))
    expect(await salle(s.m.regionale.cookie)).toContain('Avis du 2A')
    expect(await salle(s.m.administratrice.cookie)).toContain('Avis de la régionale')
    const aveugle = await salle(s.m.hauteCorse.cookie)
    expect(aveugle).not.toContain('Avis')
    expect(aveugle).toContain('Finalisez vos notes')
  })
})

describe('un membre déporté dans la salle', () => {
  it('voit que le dossier est débattu, et rien d’autre\u00a0: ni titre du débat, ni montant, ni motif', async () => {
    const [d, autre] = s.dossiers as [string, string]
    await s.deporter(d, s.m.hauteCorse)
    await q(
      `insert into rapport (dossier_id, guichet_id, points_forts, modifie_par, modifie_le, termine_par, termine_le) values ($1, $2, 'Secret du débat', $3, $4, $3, $4)`,
      [d, s.m.w.guichetId, s.m.administratrice.id, s.m.w.horloge.instant],
    )
    const page = await lire(s.m.w.get(p.salleDossier(s.seance, d), s.m.hauteCorse.cookie))
    expect(page).toContain('Vous êtes déporté de ce dossier')
    expect(page).not.toContain('Secret du débat')
    const entiere = await lire(s.m.w.get(p.salleDossier(s.seance, d), s.m.regionale.cookie))
    expect(entiere).toContain('Secret du débat')
    expect(entiere).toMatch(/Coût global 12 500,50 € .*Aide demandée 10 000 € 80,0 % du coût/)
    // the envelope is everybody's: alone in it, an aid would be its total
    await decider(autre, { sens: 'partiel', montant: '5 500' })
    await decider(d, { sens: 'partiel', montant: '1 234' })
    const apres = await lire(s.m.w.get(p.salle(s.seance), s.m.hauteCorse.cookie))
    expect(apres).not.toContain('1 234 €')
    expect(await lire(s.m.w.get(p.salle(s.seance), s.m.corseDuSud.cookie))).toContain('1 234 €')
    expect((await q('select cardinality(presents) as n from deliberation where dossier_id = $1', [d])).rows[0].n).toBe(3)
  })
})
