import { describe, expect, test } from 'vitest'
import { publierFichier } from '../../features/appels/index.ts'
import { paths } from '../../paths.ts'
import { ouvrirForfait, PLAN_CALCULE, REPONSES_FORFAIT, SLUG_FORFAIT } from '../forfait.ts'
import { remplirEtape } from '../gestes-dossier.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { commencer } from '../vico.ts'

/** A lump sum that the guichet computes, without a plan of financing, from the page of the call to the letter. */
const s = ouvrirSite(() => ouvrirForfait())

describe.each(modes())('un forfait calculé, %s', (_, script, largeur) => {
  test('je lis l’appel, je teste, je remplis sans taper de montant, je dépose\u00a0; le service l’instruit\u00a0; je lis ma lettre', async () => {
    const { m } = s
    m.w.regler(script ? '2027-02-01T10:00:00' : '2027-04-01T10:00:00')
    const v = await s.entrer(m.porteur, script, largeur)
    await v.aller(paths.appels.voir(SLUG_FORFAIT))
    await v.lu('Aucun plan de financement n’est demandé', 'Aide calculée par le guichet')
    await v.controler()
    await v.aller(`${paths.eligibilite.resultat(SLUG_FORFAIT)}?structure=Vico&lieu=mairie&public=adultes&nombre_ateliers=12`)
    await v.lu('Aide calculée', /3\s600\s€/, 'Comment l’aide est calculée')
    await v.controler()

    await v.aller(paths.couloir.voir(SLUG_FORFAIT))
    await v.taper('titre', 'Des ateliers')
    await v.presser('Créer le brouillon')
    await v.page.waitForURL(/dossiers\/[0-9a-f-]{36}/)
    const id = /dossiers\/([0-9a-f-]{36})/.exec(v.page.url())![1]!
    await remplirEtape(v, id, 'projet', REPONSES_FORFAIT.projet!)
    await v.aller(paths.dossiers.etape(id, 'ateliers'))
    await v.lu('Aide calculée', 'À compléter', 'Dans quel lieu')
    await v.controler()
    await remplirEtape(v, id, 'ateliers', REPONSES_FORFAIT.ateliers!)
    await v.aller(paths.dossiers.etape(id, 'ateliers'))
    await v.lu('Forfait de tous les ateliers', /12 × 300\s€ = 3\s600\s€/)
    expect(await v.page.locator('[name=aide]').count()).toBe(0)
    if (script) {
      // what the answers change is computed again as they are saved, without a press
      await v.taper('nombre_ateliers', '10')
      await v.lu(/10 × 300\s€ = 3\s000\s€/)
      await v.taper('nombre_ateliers', '12')
      await v.lu(/12 × 300\s€ = 3\s600\s€/)
    }
    await v.controler()
    await v.aller(paths.dossiers.etape(id, 'depot'))
    await v.lu('Aide calculée', 'Comment l’aide est calculée')
    await v.controler()
    await v.presser(/^Déposer/)
    await v.page.waitForURL(/depose=1/)
    await v.lu('Votre dossier est déposé', 'Comment l’aide est calculée')
    await v.controler()

    await m.relever(script ? '2027-03-15T16:00:01' : '2027-10-15T16:00:01')
    const r = await s.entrer(m.referent, script, script ? 1280 : 360)
    await r.aller(paths.instruction.dossier(id))
    await r.lu('Aide calculée', 'Comment l’aide est calculée', /12 × 300\s€ = 3\s600\s€/)
    await r.controler()
    await r.suivre('Trancher une valeur de l’aide calculée')
    await r.lu('Ce que l’aide lit', 'comme déposée')
    await r.controler()
    await r.suivre(/^Trancher.*Combien d’ateliers/)
    await r.taper('valeur', '10')
    await r.presser('Retenir cette valeur')
    await r.lu('Écrivez la raison')
    await r.controler()
    await r.taper('raison', 'Deux ateliers n’ont pas lieu.')
    await r.presser('Retenir cette valeur')
    await r.lu('La valeur est enregistrée.', /10 × 300\s€ = 3\s000\s€/, /12 × 300\s€ = 3\s600\s€/)
    await r.controler()
    await r.aller(`${paths.instruction.valeurs(id)}?trancher=nombre_ateliers`)
    await r.presser('Revenir à la valeur déposée')
    await r.lu('La valeur est enregistrée.', 'la même')
    await r.aller(paths.instruction.analyse(id))
    await r.lu('Montant proposé', 'calculés par l’appel')
    await r.controler()
    await r.taper('montant', '9 000')
    await r.presser(/^Enregistrer/)
    await r.lu(/dépasse de 5\s400\s€ l’aide demandée/)
    await r.fermer()
    r.sansIncident()

    await m.reussir('prise en charge', m.w.post(paths.instruction.priseEnCharge(id), {}, m.referent.cookie))
    await m.auComite(id)
    m.w.regler(script ? '2027-04-20T14:30:00' : '2027-11-20T14:30:00')
    await m.notifier(id, await m.decider(id, '3 600'))
    await v.aller(paths.dossiers.voir(id))
    await v.lu('Votre projet est retenu', /3\s600\s€/, 'Comment l’aide est calculée')
    await v.controler()
    await v.fermer()
    v.sansIncident()
  })
})

test('dans un plan complet, l’aide calculée et les totaux suivent les dépenses que l’on tape', async () => {
  const { m } = s
  m.w.regler('2027-02-01T10:00:00')
  const r = await m.w.auGuichet(tx => publierFichier(tx, m.w.ctx(), PLAN_CALCULE()))
  if (!r.ok) throw new Error(JSON.stringify(r.error))
  const id = await commencer(m.w, m.porteur.cookie, { slug: 'classes-mobiles-2027' })
  await m.reussir('ligne', m.ecrire(id, 'plan', { part: '4 900', _geste: 'ajouter:depenses:aaaaaaaa' }))
  const v = await s.entrer(m.porteur, true, 1280)
  await v.aller(paths.dossiers.etape(id, 'plan'))
  await v.lu('Calculée par le guichet', 'À compléter')
  expect(await v.page.locator('[name=aide]').count()).toBe(0)
  await v.page.locator('[name$=".libelle"]').fill('Tablettes')
  await v.page.locator('[name$=".nature"]').selectOption('equipements')
  await v.page.locator('[name$=".ht"]').fill('7 000')
  await v.lu(/30\s% × 7\s000\s€ = 2\s100\s€/, 'Le plan est équilibré.')
  await v.page.locator('[name$=".ht"]').fill('9 000')
  await v.lu(/30\s% × 9\s000\s€ = 2\s700\s€/, /Il manque 1\s400\s€ de ressources/)
  await v.controler()
  await v.fermer()
  v.sansIncident()
})
