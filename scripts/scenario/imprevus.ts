import { formatEuros } from '../../src/lib/euros.ts'
import { paths } from '../../src/paths.ts'
import { deposerBilan, TRIMESTRES } from './bilans.ts'
import type { Laureat } from './laureats.ts'
import type { Monde } from './monde.ts'
import { constater, signer } from './payer.ts'
import { caches, Surprise, texteDe } from './visiteur.ts'

/** What the portfolio of the administrator says of the money. */
export async function lireArgent(m: Monde) {
  const url = paths.suivi.portefeuille
  const page = texteDe(await (await m.persona('administrateur')).lire(url, 'lire le portefeuille'))
  return (mot: string, cents: number) => {
    const dit = `${mot} ${texteDe(formatEuros(cents, { centimes: true }))}`
    if (!page.includes(dit)) throw new Surprise('lire le portefeuille', url, `ne dit pas «\u00a0${dit}\u00a0»\u00a0: ${page.slice(0, 900)}`)
  }
}

/** A lauréat gives its aid up before spending anything: its money goes back to the envelope, its advance is paid back. `reste`: before, in cents. */
export async function abandonner(m: Monde, l: Laureat, reste: number) {
  const { porteur, id } = l.depose
  const url = paths.dossiers.renoncement(id)
  await m.regler('2022-02-16T11:00:00')
  await porteur.v.lire(url, 'préparer le renoncement')
  await porteur.v.envoyer(
    url,
    { motif: 'La secrétaire de mairie est partie\u00a0: personne ne peut mener le projet.' },
    'renoncer à l’aide',
  )
  await m.regler('2022-03-01T10:00:00')
  await constater(m, l, '01/03/2022')
  const dire = await lireArgent(m)
  dire('Reste libre', reste + l.accorde)
  return l.accorde
}

const RAPPEL = /^(?:Il reste .* pour déposer le bilan|Dernier jour pour déposer le bilan|Bilan en retard)/
/** Days on which the call reminds of the bilan due on 15 April, each followed by another look on the same day. */
const JOURS_RAPPEL = ['2022-04-08', '2022-04-16', '2022-04-30']

/** A lauréat that files three weeks late: it is reminded once each time, and nobody else is. */
export async function tarder(m: Monde, l: Laureat) {
  const rappels = (qui?: string) => m.boite.recus(qui).filter(sujet => RAPPEL.test(sujet)).length
  for (const [n, jour] of JOURS_RAPPEL.entries())
    for (const heure of ['09:00', '18:00']) {
      await m.regler(`${jour}T${heure}:00`)
      const recus = rappels(l.depose.porteur.courriel)
      if (recus !== n + 1) throw new Surprise('rappeler le bilan', paths.demo.courriels, `${recus} rappels le ${jour}, ${n + 1} attendus`)
    }
  await m.regler('2022-05-03T10:00:00')
  const depot = await deposerBilan(m, l, TRIMESTRES.t1_2022)
  if (!depot.retard) throw new Surprise('déposer en retard', paths.bilans.voir(l.depose.id, depot.bilan), 'le retard n’est pas dit')
  await m.regler('2022-05-20T10:00:00')
  if (rappels(l.depose.porteur.courriel) !== JOURS_RAPPEL.length)
    throw new Surprise('rappeler le bilan', paths.demo.courriels, 'un rappel part après le dépôt')
  return { depot, rappels: JOURS_RAPPEL.length, tous: rappels() }
}

/** A porteur asks for more time, the service gives its opinion, the authority grants it, the amendment is signed. */
export async function prolonger(m: Monde, l: Laureat, fin: string) {
  const { porteur, id } = l.depose
  await m.regler('2022-06-20T10:00:00')
  const url = paths.actes.avenants(id)
  const corps = { objets: 'delai', fin, montant: '', objet: '', partenaire: '', motif: 'Le prestataire a trois mois de retard.' }
  const page = await porteur.v.lire(url, 'préparer une demande d’avenant')
  await porteur.v.envoyer(url, { ...caches(page), ...corps }, 'demander un avenant')
  const referent = await m.persona(l.service)
  const suivi = await referent.lire(paths.suivi.dossier(id), 'lire la demande d’avenant')
  const avenant = /\/avenants\/([0-9a-f-]{36})"/.exec(suivi)?.[1]
  if (!avenant) throw new Surprise('lire la demande d’avenant', paths.suivi.dossier(id), 'aucune demande')
  const p = paths.suiviDossier
  await referent.envoyer(p.avisAvenant(id, avenant), { avis: 'Le retard ne vient pas de la commune. Avis favorable.' }, 'donner un avis')
  await m.regler('2022-06-24T10:00:00')
  const admin = await m.persona('administrateur')
  const reponse = 'Le nouveau délai tient dans l’année.'
  const { vers } = await admin.envoyer(p.decisionAvenant(id, avenant), { sens: 'accorde', reponse }, 'accorder l’avenant')
  if (!vers.endsWith('fait=decide')) throw new Surprise('accorder l’avenant', p.avenant(id, avenant), `conduit à ${vers}`)
  await m.regler('2022-06-28T10:00:00')
  await signer(m, l, '28/06/2022')
  const su = texteDe(await porteur.v.lire(paths.bilans.suivi(id), 'lire la nouvelle fin'))
  if (!su.includes('31 décembre 2022')) throw new Surprise('lire la nouvelle fin', paths.bilans.suivi(id), su.slice(0, 600))
}
