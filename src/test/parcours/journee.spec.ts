import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirInstruction } from '../instruits.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'

/** What somebody of the service finds in the morning. */
const avecComite = (t: string) => t.replace('      releve: 2021-09-20\n', '      releve: 2021-09-20\n      comite: 2021-10-26\n')
const s = ouvrirSite(async () => {
  const m = await ouvrirInstruction(avecComite)
  for (let n = 0; n < 2; n++) await m.dossier()
  return m
})
const p = paths.instruction

test.each(modes())(
  '%s, je prends ce qui est arrivé, je fais ce qui presse, et mon agenda suit mes dates jusqu’à ce que je l’arrête',
  async (_, ...ecran) => {
    const { w, porteur } = s.m
    const qui = ecran[0] ? s.m.referent : s.m.collegue
    const v = await s.entrer(qui, ...ecran)
    const { page } = v
    await v.aller(p.journee)
    await v.lu('Mardi 28 septembre 2021')
    await v.controler()
    const [id] = (
      await w.owner.query("update instruction set assigne_a = $1, assigne_le = now() where suite = 'prendre' returning dossier_id", [
        qui.id,
      ])
    ).rows.map(r => r.dossier_id as string)
    const restant = id ?? (await w.owner.query('select dossier_id from instruction limit 1')).rows[0].dossier_id
    await w.owner.query(
      "update instruction set assigne_a = $1, echeance = '2021-09-24T18:00:00+02', echeance_motif = 'fiche' where dossier_id = $2",
      [qui.id, restant],
    )
    await w.post(paths.dossiers.echanges(restant), { texte: `Pouvons-nous joindre la délibération jeudi ? ${ecran[0]}` }, porteur.cookie)
    await v.aller(p.journee)
    await v.lu('En retard', '24/09', 'Pouvons-nous joindre la délibération jeudi', 'Comité')
    await v.controler()
    await page.locator('#actes .fr-btn').first().click()
    await page.waitForURL(url => !url.pathname.startsWith(p.journee))

    await v.aller(p.journee)
    await v.suivre('Le suivre dans mon agenda')
    await v.lu('Suivre mon calendrier', 'Il n’y lit aucun dossier, aucun nom.')
    await v.controler()
    await v.presser('Créer mon adresse')
    await v.lu('Votre adresse secrète')
    await v.controler()
    const adresse = new URL((await page.locator('code').textContent())!).pathname
    expect(await (await page.request.get(adresse)).text()).toContain('BEGIN:VEVENT')
    await v.presser('Ne plus la partager')
    await v.lu('L’adresse n’ouvre plus rien.')
    expect((await page.request.get(adresse)).status()).toBe(404)
    v.sansIncident()
    await v.fermer()
  },
)
