import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { avecOrdre, brouillons, copiesDeposees } from '../ordre.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { deposer, dossierPret, publier, SLUG } from '../vico.ts'
import { openWorld } from '../world.ts'

/** A commune ranks its dossiers, two people at once; after the closing the service reads the ranks, and says why it goes against one. */
const s = ouvrirSite(async () => {
  const w = await openWorld()
  await publier(w, avecOrdre())
  return { w }
})
const TITRES = ['École', 'Réservoir', 'Mur', 'Pont', 'Halle']

test.each(modes())('%s, je range mes dossiers, à deux, puis le service lit les rangs', async (_, ...ecran) => {
  const { w } = s
  w.regler('2021-09-13T10:00:00')
  const [commune, departement] = ecran[0] ? ['Vico', '2A'] : ['Lumio', '2B']
  const { id } = await w.structure(commune)
  const maire = await w.compte({ nom: `Maire de ${commune}`, structures: [commune] })
  const secretaire = await w.compte({ nom: `Secrétaire de ${commune}`, structures: [commune] })
  const ids = await brouillons(w, maire.cookie, TITRES)
  const adresse = paths.structures.ordre(id, SLUG)

  const v = await s.entrer(maire, ...ecran)
  await v.aller(paths.espace)
  await v.suivre(/^Ranger vos dossiers/)
  await v.lu('Dans quel ordre les aider ?', 'Aucun ordre n’est enregistré')
  await v.controler()
  await v.presser('Enregistrer cet ordre')
  await v.lu(`par Maire de ${commune}`)
  await v.presser('Monter : Réservoir')
  await v.lu('Réservoir est maintenant au rang 1.')
  await v.controler()
  // the focus is on the dossier that moved, by the button that is left to it
  if (ecran[0]) await expect.poll(() => v.page.evaluate(() => document.activeElement?.textContent)).toContain('Descendre')
  await w.post(adresse, { ordre: '2', monter: ids[4]! }, secretaire.cookie)
  await v.presser('Descendre : Mur')
  await v.refuse(`Secrétaire de ${commune} a changé l’ordre`, 'Le vôtre')
  await v.controler()
  await v.presser('Mettre le mien')
  await v.lu('Ce qui a changé')
  await brouillons(w, maire.cookie, ['Cimetière'])
  await v.aller(adresse)
  await v.page.getByLabel('Placer « Cimetière » au rang').selectOption('1')
  await v.presser('Placer : Cimetière')
  await v.lu('Cimetière est maintenant au rang 1.')
  await v.controler()
  v.sansIncident()
  await v.fermer()

  const depose = await dossierPret(w, maire.cookie)
  await deposer(w, maire.cookie, depose)
  const [second] = await copiesDeposees(w, depose, ['Salle des fêtes'])
  const referent = await w.compte({
    nom: `Référent ${departement}`,
    roles: [{ role: 'referent_departemental', departements: [departement], volets: ['volet_1', 'volet_2', 'volet_3'] }],
  })
  w.regler('2021-09-21T10:00:00')
  await w.owner.query("update dossier set etat = 'en_instruction' where id = any($1)", [[depose, second]])
  for (const [dossier, avis] of [
    [depose, 'defavorable'],
    [second, 'favorable'],
  ])
    await w.owner.query('insert into rapport (dossier_id, guichet_id, avis, modifie_par, modifie_le) values ($1, $2, $3, $4, now())', [
      dossier,
      w.guichetId,
      avis,
      referent.id,
    ])
  const r = await s.entrer(referent, ...ecran)
  await r.aller(paths.instruction.ordres(SLUG))
  await r.lu('Priorités des porteurs', 'Écarter', 'Le rang 2 passe avant.')
  await r.controler()
  await r.suivre('Dire pourquoi')
  await r.presser('Garder la proposition')
  await r.refuse('Écrivez la raison')
  await r.taper('raison', 'Le permis est refusé.')
  await r.presser('Garder la proposition')
  await r.lu('La raison est enregistrée.', 'Le permis est refusé.')
  await r.controler()
  r.sansIncident()
  await r.fermer()

  const m = await s.entrer(maire, ...ecran)
  await m.aller(adresse)
  await m.lu('Ordre arrêté le 17 septembre 2021 à 23 h 59')
  await m.controler()
  await m.fermer()
})
