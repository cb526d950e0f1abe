import sax from 'sax'

/** A field as a browser would send it; `choix`: what may be sent, when it is a choice. */
export type Champ = {
  nom: string
  genre: string
  valeur: string
  choix: string[]
  coche: boolean
  requis: boolean
  numerique: boolean
}
export type Formulaire = { action: string; methode: string; enPlusieursParties: boolean; champs: Champ[]; boutons: Bouton[] }
export type Bouton = { nom: string | undefined; valeur: string; action: string | undefined; texte: string }
export type PageLue = { titre: string; liens: string[]; formulaires: Formulaire[] }

type Attributs = Record<string, string>
const NON_ENVOYES = ['submit', 'button', 'reset', 'image']

/** The links and the forms of a page, without a browser. */
export function lirePage(html: string, adresse: string): PageLue {
  const lecteur = sax.parser(false, { lowercase: true })
  const parId = new Map<string, Formulaire>()
  const formulaires: Formulaire[] = []
  const liens: string[] = []
  const orphelins: { de: string; poser: (f: Formulaire) => void }[] = []
  let ouvert: Formulaire | undefined
  let liste: Champ | undefined
  let zone: Champ | undefined
  let bouton: Bouton | undefined
  let dansTitre = false
  let titre = ''
  const absolue = (href: string) => {
    const u = new URL(href, new URL(adresse, 'http://localhost:3000'))
    return u.origin === 'http://localhost:3000' ? u.pathname + u.search : undefined
  }
  const placer = (a: Attributs, poser: (f: Formulaire) => void) => {
    if (a.form) orphelins.push({ de: a.form, poser })
    else if (ouvert) poser(ouvert)
  }
  const champ = (a: Attributs, genre: string): Champ => ({
    nom: a.name ?? '',
    genre,
    valeur: a.value ?? (genre === 'checkbox' || genre === 'radio' ? 'on' : ''),
    choix: [],
    coche: 'checked' in a,
    requis: 'required' in a,
    numerique: /numeric|decimal/.test(a.inputmode ?? ''),
  })
  lecteur.onopentag = tag => {
    const a = tag.attributes as Attributs
    if (tag.name === 'title') dansTitre = true
    if (tag.name === 'a' && a.href) {
      const lien = absolue(a.href)
      if (lien) liens.push(lien)
    }
    if (tag.name === 'form') {
      const action = absolue(a.action ?? adresse)
      const f = {
        action: action ?? '',
        methode: (a.method ?? 'get').toLowerCase(),
        enPlusieursParties: a.enctype === 'multipart/form-data',
        champs: [],
        boutons: [],
      }
      ouvert = f
      if (action) formulaires.push(f)
      if (a.id) parId.set(a.id, f)
    }
    if ('disabled' in a) return
    const genre = tag.name === 'input' ? (a.type ?? 'text') : tag.name
    if ((tag.name === 'input' && !NON_ENVOYES.includes(genre)) || tag.name === 'select' || tag.name === 'textarea') {
      const c = champ(a, genre)
      if (c.nom) placer(a, f => f.champs.push(c))
      if (tag.name === 'select') liste = c
      if (tag.name === 'textarea') zone = c
    }
    if (tag.name === 'option' && liste) {
      const valeur = a.value ?? ''
      liste.choix.push(valeur)
      if ('selected' in a || liste.choix.length === 1) liste.valeur = valeur
    }
    if ((tag.name === 'button' && (a.type ?? 'submit') === 'submit') || (tag.name === 'input' && genre === 'submit')) {
      const b = { nom: a.name, valeur: a.value ?? '', action: a.formaction && absolue(a.formaction), texte: '' }
      bouton = b
      placer(a, f => f.boutons.push(b))
    }
  }
  lecteur.ontext = t => {
    if (dansTitre) titre += t
    if (zone) zone.valeur += t
    if (bouton) bouton.texte += t
  }
  lecteur.onclosetag = nom => {
    if (nom === 'title') dansTitre = false
    if (nom === 'form') ouvert = undefined
    if (nom === 'select') liste = undefined
    if (nom === 'textarea') zone = undefined
    if (nom === 'button') bouton = undefined
  }
  lecteur.onerror = () => {
    lecteur.error = null
  }
  lecteur.write(html).close()
  for (const o of orphelins) {
    const f = parId.get(o.de)
    if (f) o.poser(f)
  }
  return { titre: titre.trim(), liens, formulaires }
}
