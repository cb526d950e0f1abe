import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { decideAuComite, notifier } from '../../../test/decisions.ts'
import { ouvrirSalle } from '../../../test/salle.ts'
import { SLUG } from '../../../test/vico.ts'
import { jouerEnvois } from '../index.ts'

const { administration: a } = paths
const s = ouvrirSalle()
const TOURS = 3

describe('ce qui se décide au même instant dans un appel', () => {
  // seen to fail: « deadlock detected » (500), where a rank took the envelope before the decisions of the call, and the room took them the other way round
  it('une lettre part, sa décision se corrige et se reprend, un rang monte, la salle décide\u00a0: chacun attend son tour, rien ne se perd', async () => {
    const { w, administratrice: admin } = s.m
    const corps = { rang: '', motif: '', conditions: '', raison: 'Erreur de report.', enveloppe: '' }
    for (let tour = 0; tour < TOURS; tour++) {
      await s.ouvrir(3)
      const [e, d1, d2] = s.dossiers as [string, string, string]
      const [r] = (await s.m.dossiers(1)) as [string]
      const rang = await decideAuComite(w, r, admin.id, { sens: 'liste_complementaire', rang: 1 })
      await notifier(w, [rang], admin.cookie)
      const dite = await decideAuComite(w, e, admin.id, { sens: 'retenu', montant: 1_000_000 })
      await w.post(a.confirmation(SLUG), { decisions: [dite] }, admin.cookie)
      await w.post(a.envois(SLUG), {}, admin.cookie)
      const reponses = await Promise.all([
        w.post(a.rang(SLUG, r), { ...corps, vue: rang, montant: '10 000' }, admin.cookie),
        s.decider(d1),
        s.decider(d2),
        s.decider(e, { sens: 'partiel', montant: '5 000', vue: dite }),
        w.post(a.correction(SLUG, e), { ...corps, vue: dite, sens: 'partiel', montant: '4 000' }, admin.cookie),
        jouerEnvois(w.deps).then(() =>
          w.post(a.correction(SLUG, e), { ...corps, vue: dite, sens: 'partiel', montant: '6 000' }, admin.cookie),
        ),
      ])
      const statuts = reponses.map(x => x.status)
      expect(statuts.filter(x => ![303, 409, 422].includes(x))).toEqual([])
      expect(statuts.slice(0, 3)).toEqual([303, 303, 303])
      // what was told is in force or corrected, and what was decided again was never told
      const { rows } = await s.q(
        `select o.etat, d.correction <> '' as corrigee, exists (select from notification n where n.decision_id = d.id and n.envoyee_le is not null) as dite,
          exists (select from notification n where n.dossier_id = o.id and n.envoyee_le is not null) as partie
         from dossier o join decision d on d.dossier_id = o.id and not exists (select from decision x where x.remplace_id = d.id) where o.id = $1`,
        [e],
      )
      expect([
        { etat: 'delibere', corrigee: false, dite: false, partie: false },
        { etat: 'retenu', corrigee: true, dite: false, partie: true },
        { etat: 'retenu', corrigee: false, dite: true, partie: true },
      ]).toContainEqual(rows[0])
      const { rows: livre } = await s.q(
        'select (select sum(accorde) from enveloppe)::bigint = (select sum(montant) from mouvement)::bigint as juste',
      )
      expect(livre[0].juste).toBe(true)
    }
  })
})
