import { commencerAuTitre } from '../annoncer.ts'
import { allerAuRefus } from '../apres-refus.ts'
import { pour100 } from '../envoi.mots.ts'
import { veiller } from './televersement-ligne.ts'

/** What the person sees of it: how far it is, and why it ended badly. */
type Vue = { montrer: (p: number, phrase: string) => void; echec: (phrase: string) => void }

/** Not `formulaire.action`: a field of that name would hide it. */
const actionDe = (formulaire: HTMLFormElement) => new URL(formulaire.getAttribute('action') ?? '', location.href).href

/** Sends a form whole, its files with it; the answer is the same page as without script. */
export function envoyerEntier(formulaire: HTMLFormElement, bouton: HTMLElement | null, { montrer, echec }: Vue): XMLHttpRequest {
  const requete = new XMLHttpRequest()
  const action = actionDe(formulaire)
  const suivre = (p: number) => montrer(p, p < 100 ? `Envoi\u00a0: ${p - (p % 10)}\u00a0%` : 'Reçu. Vérification du fichier…')
  let parti = false
  requete.upload.addEventListener('progress', p => p.lengthComputable && suivre(pour100(p.loaded, p.total)))
  requete.upload.addEventListener('load', () => {
    parti = true
  })
  requete.addEventListener('load', () => recevoir(requete, action, echec))
  requete.addEventListener('error', () => echec('Envoi interrompu\u00a0: connexion perdue. Recommencez quand elle revient.'))
  requete.addEventListener('abort', () => formulaire.isConnected && echec(parti ? SANS_NOUVELLE : COUPEE))
  requete.open('POST', action)
  requete.setRequestHeader('accept', 'text/html')
  veiller(requete)
  requete.send(new FormData(formulaire, bouton))
  suivre(0)
  return requete
}

const COUPEE = 'Envoi interrompu\u00a0: plus rien ne passe. Recommencez quand la connexion revient.'
const SANS_NOUVELLE =
  'Tout est parti, mais la réponse n’arrive pas. Rechargez la page pour voir si le fichier est là\u00a0; sinon, recommencez.'

function recevoir(requete: XMLHttpRequest, action: string, echec: Vue['echec']) {
  // accepted: the 303 has been followed, its page is shown afresh
  const surPlace = requete.responseURL === action
  if (requete.status < 400 && !surPlace) return void location.assign(requete.responseURL)
  if (requete.status === 408)
    return echec('Envoi interrompu\u00a0: la liaison est trop lente. Rien n’est enregistré. Recommencez quand elle est meilleure.')
  if (requete.status >= 400 && requete.status !== 422) return echec('Envoi refusé par le serveur. Recommencez dans un instant.')
  // refused, with its errors, or read, to be confirmed: the page itself came, and asking for its address would show another
  const page = new DOMParser().parseFromString(requete.responseText, 'text/html')
  document.title = page.title
  document.body.replaceWith(page.body)
  if (requete.status === 422) allerAuRefus(action)
  else commencerAuTitre()
}
