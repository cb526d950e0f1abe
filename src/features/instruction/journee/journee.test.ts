import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

const p = paths.instruction
/** The day of the comité is known: sheets are due a week before. */
const avecComite = (t: string) => t.replace('      releve: 2021-09-20\n', '      releve: 2021-09-20\n      comite: 2021-10-26\n')
let m: MondeInstruction
let id: string
beforeAll(async () => {
  m = await ouvrirInstruction(avecComite)
  id = await m.dossier()
})
afterAll(() => m.w.close())
const page = async (qui: { cookie: string }) => lisible(await m.w.get(p.journee, qui.cookie))
const html = async (qui: { cookie: string }) => (await m.w.get(p.journee, qui.cookie)).text()

describe('ma journée, en arrivant', () => {
  it('un dossier arrivé que personne n’a pris\u00a0: je le vois, avec le bouton qui le prend', async () => {
    const lue = await page(m.referent)
    expect(lue).toContain('Mardi 28 septembre 2021')
    expect(lue).toContain('1 dossier arrivé')
    expect(lue).toContain('Personne n’en est chargé')
    // whoever instructs nothing takes nothing up
    const direction = await m.w.compte({ roles: [{ role: 'direction', departements: [], volets: [] }] })
    expect(await page(direction)).not.toContain('Personne n’en est chargé')
    const lien = /href="([^"]*cocher=liste[^"]*)"/.exec(await html(m.referent))![1]!.replaceAll('&amp;', '&')
    expect(await lisible(await m.w.get(lien, m.referent.cookie))).toContain('1 dossier coché')
  })

  it('pris en charge, il est dans ce qui m’attend, à son échéance, et plus chez les autres', async () => {
    await m.w.post(p.priseEnCharge(id), {}, m.referent.cookie)
    const lue = await page(m.referent)
    expect(lue).not.toContain('Personne n’en est chargé')
    expect(lue).toContain('Finir la fiche d’analyse')
    expect(lue).toContain('Vico')
    for (const qui of [m.collegue, m.ailleurs, m.regional]) expect(await page(qui)).toContain('Rien ne vous attend')
    // the next act is a link that keeps the list that it came from
    expect(await html(m.referent)).toMatch(new RegExp(`href="[^"]*${id}/analyse[^"]*liste=[^"]*"`))
  })

  it('l’échéance passée, il est en retard, compté, et en tête', async () => {
    await m.w.owner.query("update instruction set echeance = '2021-09-24T18:00:00+02', echeance_motif = 'fiche' where dossier_id = $1", [
      id,
    ])
    const lue = await page(m.referent)
    // the drawing counts what is late with today, and says it in words
    expect(lue).toMatch(/1\sacte est dû d’ici au mercredi 13\soctobre\./)
    expect(lue).toMatch(/Jour par jour mardi 28 septembre 2021 ?: 1\sacte, retards compris/)
    expect(lue).toMatch(/1\sacte vous attend aujourd’hui ?, dont 1 en retard\./)
    expect(lue).toMatch(/En retard 1 .*4\sj/)
    expect((await html(m.referent)).match(/class="fr-btn fr-btn--sm"/g)).toHaveLength(1)
  })

  it('un message du porteur attend\u00a0: son premier mot, et plus rien une fois lu', async () => {
    const texte = 'La délibération passe <b>jeudi</b>, pouvons-nous la joindre ensuite\u00a0?'
    await m.w.post(paths.dossiers.echanges(id), { texte }, m.porteur.cookie)
    const lue = await html(m.referent)
    expect(lue).toContain('La délibération passe &lt;b&gt;jeudi&lt;/b&gt;')
    expect(await page(m.ailleurs)).toContain('Tout est lu.')
    await m.w.get(p.echanges(id), m.referent.cookie)
    expect(await page(m.referent)).toContain('Tout est lu.')
  })

  it('le calendrier dit ce qui vient, jamais ce qui est passé', async () => {
    const lue = await page(m.referent)
    expect(lue).toContain('Calendrier')
    expect(lue).not.toMatch(/13\/09/)
    expect(lue).toMatch(/Comité|Relevé|Résultats/)
  })

  it('qui n’instruit pas n’y lit aucun dossier, et un porteur n’a pas cette page', async () => {
    expect((await m.w.get(p.journee)).status).toBe(303)
    expect((await m.w.get(p.journee, m.porteur.cookie)).status).toBe(404)
    const membre = await m.w.compte({ roles: [{ role: 'membre_comite', departements: [], volets: [] }] })
    const sienne = await (await m.w.get(p.journee, membre.cookie)).text()
    expect(sienne).toContain('Rien ne vous attend')
    expect(sienne).not.toMatch(/\/instruction\/(dossiers|file)/)
  })

  it('autant de lectures pour un dossier que pour vingt', async () => {
    const lectures = () => m.w.echanges(() => m.w.get(p.journee, m.referent.cookie))
    await lectures()
    const un = await lectures()
    for (let n = 0; n < 19; n++) {
      await m.w.owner.query(
        "insert into message (id, guichet_id, dossier_id, auteur_id, cote, texte, ecrit_le) select gen_random_uuid(), guichet_id, dossier_id, auteur_id, cote, texte, ecrit_le + interval '1 minute' from message limit 1",
      )
      await m.dossier()
    }
    await m.w.owner.query('update instruction set assigne_a = (select assigne_a from instruction where dossier_id = $1)', [id])
    expect(await lectures()).toBeLessThanOrEqual(un + 1)
  })
})
