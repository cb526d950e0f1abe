import { beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { ouvrirSalle } from '../../../test/salle.ts'

const p = paths.comite
const s = ouvrirSalle()
const { decider, lire, q } = s
const [seconde, ailleurs] = [nouvelId(), nouvelId()]
let premiere: { id: string; reste: number }

/** The call has its envelope, one kept for the volet of these dossiers, and one of another volet. */
beforeEach(async () => {
  const [e] = (await q("select id, (montant - reserve - accorde)::int as reste from enveloppe where code not like 'x\\_%'")).rows
  premiere = e
  for (const [
    id,
    libelle,
    volet,
    montant,
  ] of [[seconde, 'Part du volet 3', 'volet_3', 400_000], [ailleurs, 'Part du volet 4', 'volet_4', 9_000_000]]) // biome-ignore format: one envelope, one line
    await q(
      `insert into enveloppe (id, guichet_id, appel_id, code, libelle, montant, volets, creee_le)
        select $1::uuid, guichet_id, appel_id, 'x_' || $1::text, $2, $4, array[$3::text], creee_le + interval '1 minute' from enveloppe where id = $5 on conflict do nothing`,
      [id, libelle, volet, montant, premiere.id],
    )
})
const euros = (c: number) => `${(c / 100).toLocaleString('fr').replace(/[\s\u202f]/g, ' ')} €`
const page = async (d: string, cookie = s.m.administratrice.cookie) => lire(s.m.w.get(p.salleDossier(s.seance, d), cookie))
const pris = async (d: string) =>
  (
    await q(
      'select i.enveloppe_id as id, i.montant::int from imputation i join decision x on x.id = i.decision_id where x.dossier_id = $1 order by 2',
      [d],
    )
  ).rows

/** Seen to fail: a choice that the act does not read (the two envelopes paid), and a remainder that counts what is kept back. */
describe('qui paie un dossier, dans la salle', () => {
  it('seules les enveloppes qui peuvent le payer sont proposées, avec leur reste avant et après\u00a0; une phrase pour celle qui manque', async () => {
    const [d] = s.dossiers as [string]
    const lue = await page(d)
    expect(lue).toContain('Qui paie ces 10 000 €')
    expect(lue).toContain(`Enveloppe de la Corse : reste ${euros(premiere.reste)}, puis ${euros(premiere.reste - 1_000_000)}`)
    expect(lue).toContain('Part du volet 3 ne suffit pas seule : il y reste 4 000 €, il manque 6 000 €.')
    expect(lue).not.toContain('Part du volet 4')
  })

  // seen to fail: without `mouvements`, then with a link that forgets what is lacking
  it('celle qui manque se complète d’un transfert, pour qui peut mouvementer', async () => {
    const [d] = s.dossiers as [string]
    const html = await (await s.m.w.get(p.salleDossier(s.seance, d), s.m.administratrice.cookie)).text()
    const lien = new RegExp(`href="([^"]*vers=${seconde}[^"]*)"`).exec(html)![1]!.replaceAll('&amp;', '&')
    const mouvement = await (await s.m.w.get(lien, s.m.administratrice.cookie)).text()
    expect(mouvement).toMatch(/name="montant"[^>]*value="6\u00a0000"|value="6\u00a0000"[^>]*name="montant"/)
    expect(mouvement).toMatch(new RegExp(`<option value="${seconde}" selected`))
  })

  it('celle qui est choisie paie seule', async () => {
    const [d] = s.dossiers as [string]
    expect((await decider(d, { enveloppe: premiere.id })).status).toBe(303)
    expect(await pris(d)).toEqual([{ id: premiere.id, montant: 1_000_000 }])
  })

  it('sans choix, celle qui est réservée à ces dossiers paie d’abord', async () => {
    const [d] = s.dossiers as [string]
    expect((await decider(d)).status).toBe(303)
    expect(await pris(d)).toEqual([
      { id: seconde, montant: 400_000 },
      { id: premiere.id, montant: 600_000 },
    ])
    // gives it back for the next tests
    await s.m.w.post(paths.dossiers.retrait(d), {}, s.m.porteur.cookie)
  })

  it('celle qui ne suffit pas, choisie quand même, est refusée par son nom\u00a0; une autre de l’appel l’est aussi, et rien n’est décidé', async () => {
    const [d] = s.dossiers as [string]
    const r = await decider(d, { enveloppe: seconde })
    expect(r.status).toBe(422)
    expect(await lire(r)).toContain('Part du volet 3 ne suffit pas : il reste 4 000 € pour ce dossier.')
    const autre = await decider(d, { enveloppe: ailleurs })
    expect([autre.status, await lire(autre)]).toEqual([422, expect.stringContaining('L’enveloppe choisie ne peut pas payer ce dossier.')])
    expect(await pris(d)).toEqual([])
  })

  it('ce qui est mis en réserve ne se propose plus', async () => {
    const [d] = s.dossiers as [string]
    const { rows } = await q('select appel_id, guichet_id from enveloppe where id = $1', [seconde])
    const mouvement = (genre: string) =>
      q(
        `insert into mouvement_credits (id, guichet_id, appel_id, genre, enveloppe_id, montant, raison, par, instant)
          values (gen_random_uuid(), $1, $2, $3, $4, 400000, 'Aléa', $5, $6)`,
        [rows[0].guichet_id, rows[0].appel_id, genre, seconde, s.m.administratrice.id, s.m.w.horloge.instant],
      )
    await mouvement('reserve')
    expect(await page(d)).toContain('Part du volet 3 n’a plus rien pour ce dossier.')
    await mouvement('liberation')
  })

  // seen to fail: the sentence of the envelope that lacks, then its refusal, said what was left after the decision on which they are in conflict
  it('à qui préside et s’est déporté d’une décision récente, ni les enveloppes ni le refus ne disent ce qui reste', async () => {
    const [a, b] = s.dossiers as [string, string]
    await s.deporter(a, s.m.hauteCorse)
    await decider(a)
    await q('update seance set president_id = (select id from seance_membre where seance_id = $1 and compte_id = $2) where id = $1', [
      s.seance,
      s.m.hauteCorse.id,
    ])
    const sien = await page(b, s.m.hauteCorse.cookie)
    expect(sien).toContain('Ce montant ne peut pas venir en entier de « Part du volet 3 ».')
    expect(sien).toMatch(/Qui paie ces 10 000 €|Enveloppe de la Corse/)
    expect(sien).not.toMatch(/il y reste|reste [\d ]+ €, puis|n’a plus rien/)
    const refus = await decider(b, { enveloppe: seconde }, s.m.hauteCorse.cookie)
    expect(refus.status).toBe(422)
    const dit = await lire(refus)
    expect(dit).toContain('Part du volet 3 ne suffit pas.')
    expect(dit).not.toMatch(/il reste/i)
  })
})
