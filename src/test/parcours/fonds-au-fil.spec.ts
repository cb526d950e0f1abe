import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { enContinu, parDepartement } from '../continu.ts'
import { ouvrirProcesVerbal } from '../proces-verbal.ts'
import { MODES, ouvrirSite } from '../site-ouvert.ts'
import { SLUG } from '../vico.ts'

/** A fund open all the year round, collected by hand, with an envelope by département. */
const FONDS = ['ouverture: 2021-07-01 00:00:00', 'releves: à la main', 'premier_releve: 2021-10-20 12:00:00', 'reponse_semaines: 6']
const s = ouvrirSite(() => ouvrirProcesVerbal(t => parDepartement({ '2A': '12 000 €', '2B': '300 000 €' })(enContinu(FONDS)(t))))
test.each(MODES)('%s, je suis un appel par courriel\u00a0: je demande, je confirme, j’arrête', async (_, script, largeur) => {
  const adresse = script ? 'avec@guichet.example' : 'sans@guichet.example'
  const v = await s.arriver(script, largeur)
  await v.aller(paths.appels.nouvelles(SLUG))
  await v.titre('Recevoir les nouvelles de l’appel')
  await v.controler()
  await v.taper('courriel', 'mairie@')
  await v.presser('Recevoir les nouvelles')
  await v.refuse('incomplète ou mal écrite')
  expect(await v.page.inputValue('[name=courriel]')).toBe('mairie@')
  await v.taper('courriel', adresse)
  await v.presser('Recevoir les nouvelles')
  await v.lu('Ouvrez votre boîte')
  await v.controler()
  await v.aller((await s.w.courriels()).find(x => x.destinataire === adresse)!.lien!)
  await v.titre('Confirmer votre adresse')
  await v.controler()
  await v.presser('Confirmer')
  await v.lu('Votre adresse est confirmée.')
  await v.controler()
  await v.presser('Ne plus recevoir ces courriels')
  await v.lu('Cette adresse ne reçoit plus les nouvelles de cet appel.')
  expect((await s.w.courriels()).filter(x => x.destinataire === adresse)).toEqual([])
  v.sansIncident()
  await v.fermer()
})
