import { expect, test } from 'vitest'
import { jouerEnvois } from '../../features/notifications/index.ts'
import { paths } from '../../paths.ts'
import { analyser } from '../instruits.ts'
import { ouvrirSansComite } from '../sans-comite.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'
import { SLUG } from '../vico.ts'

/** A call without a comité, from the page of the call to the letter: the service instructs, says the dossier ready, decides; the authority confirms. */
const s = ouvrirSite(ouvrirSansComite)
const i = paths.instruction

test.each(modes())('%s, un dossier instruit est dit prêt, décidé par le service, confirmé, et sa lettre part', async (_, ...ecran) => {
  const { w, referent, administratrice, porteur } = s.m
  await w.owner.query("update dossier set etat = 'retire' where etat not in ('retire', 'brouillon')")
  const id = await s.m.dossier()
  expect((await analyser(s.m, id)).status).toBe(303)
  const v = await s.entrer(referent, ...ecran)
  await v.aller(paths.appels.voir(SLUG))
  await v.lu('Comment la décision est prise', 'Le service lit et vérifie chaque dossier')
  await v.controler()

  await v.aller(i.dossier(id))
  await v.suivre(/^Dire prêt à décider…$/)
  await v.lu('Toutes les règles sont tranchées')
  await v.controler()
  await v.presser('Dire prêt à décider')
  await v.lu('Le dossier est prêt', 'À décider')
  await v.controler()

  await v.aller(i.boite)
  await v.suivre(/^décider, /)
  await v.lu('Reste de l’enveloppe', 'À décider')
  await v.controler()
  await v.suivre(/^Décider de /)
  await v.lu(/Au plus 10\s000\s€/)
  await v.controler()
  await v.presser('Enregistrer la décision')
  await v.refuse('Choisissez une décision')
  await v.verifierAxe()
  await cocher(v.page.locator('input[name=sens][value=retenu]'))
  await v.taper('montant', '10 000')
  await v.presser('Enregistrer la décision')
  await v.lu('La décision est enregistrée. Elle reste à confirmer.', 'À confirmer')
  await v.controler()

  const a = await s.entrer(administratrice, ...ecran)
  await a.aller(i.decisions(SLUG))
  await a.suivre(/^Confirmer et notifier/)
  await a.lu('Confirmez ce qui est décidé')
  await a.presser('Confirmer les décisions cochées')
  await a.lu(/décision confirmée/)
  await a.controler()
  await a.presser(/^Envoyer/)
  await a.lu(/lettre part/)
  await jouerEnvois(w.deps)

  const p = await s.entrer(porteur, ...ecran)
  await p.aller(paths.dossiers.voir(id))
  await p.lu('Votre projet est retenu', /10\s000\s€/)
  await p.controler()
  for (const x of [v, a, p]) {
    x.sansIncident()
    await x.fermer()
  }
})
