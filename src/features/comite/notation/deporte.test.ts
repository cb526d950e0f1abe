import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { auFil, d, finaliser, id, ids, m, page, preparerGrilles, tout } from '../../../test/grilles.ts'
import { lisible } from '../../../test/vico.ts'

const p = paths.comite
preparerGrilles()

describe('un membre déporté', () => {
  it('n’atteint plus rien du dossier, et ses notes d’avant ne comptent plus pour personne', async () => {
    await finaliser(m.hauteCorse, tout(0, { avis: 'Contre.' }))
    await m.w.post(p.conflit(id, d), { motif: 'Je viens d’y être élue.' }, m.hauteCorse.cookie)
    for (const chemin of [p.grille(id, d), p.lecture(id, d)]) {
      const r = await m.w.get(chemin, m.hauteCorse.cookie)
      expect(r.status).toBe(403)
      expect(await lisible(r)).toContain('Vous êtes déporté de ce dossier')
    }
    expect((await auFil(m.hauteCorse, { 'note-portage': '3' })).status).toBe(403)
    await finaliser(m.regionale)
    const vu = await page(m.regionale)
    expect(vu).not.toContain('Contre.')
    expect(vu).not.toContain('Référente de la Haute-Corse')
    const ordre = await lisible(await m.w.get(p.seance(id), m.administratrice.cookie))
    expect(ordre).toContain('20 sur 30')
    expect(ordre).not.toContain('10 sur 30')
    expect((await m.w.get(p.grille(id, ids[1]!), m.hauteCorse.cookie)).status).toBe(200)
  })
})

describe('le dossier entier', () => {
  it('un membre le lit avec ses pièces, sans être référent\u00a0; un dossier d’une autre séance n’existe pas', async () => {
    const { rows } = await m.w.owner.query("select p.id, p.dossier_id from piece p where p.code = 'deliberation' limit 1")
    const { id: piece, dossier_id: vrai } = rows[0]
    expect((await m.w.get(p.lecture(id, vrai), m.regionale.cookie)).status).toBe(404)
    await m.w.owner.query("update dossier set etat = 'au_comite' where id = $1", [vrai])
    await m.w.owner.query('insert into seance_dossier (seance_id, dossier_id, guichet_id, rang) values ($1, $2, $3, 9)', [
      id,
      vrai,
      m.w.guichetId,
    ])
    await m.w.post(p.conflits(id), { [`interet-${vrai}`]: 'aucun' }, m.regionale.cookie)
    const html = await (await m.w.get(p.lecture(id, vrai), m.regionale.cookie)).text()
    expect(html).toContain('Les familles inscrivent leurs enfants depuis un seul site.')
    expect(html).toContain(p.piece(id, vrai, piece))
    expect((await m.w.get(p.piece(id, vrai, piece), m.regionale.cookie)).headers.get('content-type')).toBe('application/pdf')
    expect((await m.w.get(p.piece(id, d, piece), m.regionale.cookie)).status).toBe(404)
    await m.w.owner.query("update dossier set etat = 'en_instruction' where id = $1", [vrai])
  })
})
